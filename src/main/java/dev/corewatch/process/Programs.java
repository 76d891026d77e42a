package dev.corewatch.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds programs on a search path like execvp(3), without running them. */
public final class Programs {

    private static final String USUAL = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final String path;

    private Programs(String path) {
        this.path = path;
    }

    /** On the search path of this process. */
    public static Programs installed() {
        return on(System.getenv("PATH"));
    }

    public static Programs on(@Nullable String path) {
        return new Programs(path == null || path.isBlank() ? USUAL : path);
    }

    public Optional<Path> find(String program) {
        return candidates(program)
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    public boolean has(String program) {
        return find(program).isPresent();
    }

    String path() {
        return path;
    }

    private Stream<Path> candidates(String program) {
        if (program.indexOf('/') >= 0) {
            return Stream.of(Path.of(program));
        }
        return Stream.of(path.split(":")).filter(dir -> dir.startsWith("/")).map(dir -> Path.of(dir, program));
    }
}
