package dev.corewatch.app;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The program under test: this build's launcher, or what COREWATCH_TEST_PROGRAM names, such as a native binary. In containers: the launcher. */
final class Program {

    private static final @Nullable String NAMED = System.getenv("COREWATCH_TEST_PROGRAM");

    private Program() {}

    static String path() {
        return NAMED == null ? Path.of("target/corewatch").toAbsolutePath().toString() : NAMED;
    }
}
