package dev.corewatch.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.concurrent.ThreadLocalRandom;

/** A directory of our own with a name so short that core_pattern can hold three paths below it; debuggers may pass through it. */
final class ShortDirectory implements AutoCloseable {

    private final Path path;

    private ShortDirectory(Path path) {
        this.path = path;
    }

    static ShortDirectory create() {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x"));
        var name = "cw" + Integer.toString(ThreadLocalRandom.current().nextInt(60_000_000), 36);
        try {
            return new ShortDirectory(Files.createDirectory(Path.of("/tmp", name), mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (var all = Files.walk(path)) {
            for (var file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
