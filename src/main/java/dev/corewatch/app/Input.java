package dev.corewatch.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Text that a person hands to a command. */
final class Input {

    private Input() {}

    /**
     * The first bytes of a file, or of standard input for "-".
     *
     * @param most bytes; what is beyond is not read
     */
    static String text(String file, int most) throws IOException {
        try (var in = stream(file)) {
            return new String(in.readNBytes(most), StandardCharsets.UTF_8);
        }
    }

    /** A file, or standard input for "-". */
    static InputStream stream(String file) throws IOException {
        if (file.equals("-")) {
            return new FilterInputStream(System.in) {
                @Override
                public void close() {
                    // others may read it as well
                }
            };
        }
        try {
            return Files.newInputStream(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.NO_INPUT, "no such file: " + file, e);
        }
    }

    static void exists(@Nullable Path file) {
        if (file != null && !Files.exists(file)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "no such file: " + file);
        }
    }
}
