package dev.corewatch.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/**
 * The one entry of every role and command. Picocli decides first: only the roles that serve something start Quarkus, so that
 * {@code analyze} and its siblings answer at once.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Corewatch()).execute(args);
    }
}
