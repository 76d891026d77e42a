package dev.corewatch.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Text that a person hands to a command. */
final class Input {

    private Input() {}

    /**
     * The first bytes of a file, or of standard input for "-".
     *
     * @param most bytes; what is beyond is not read
     */
    static String text(String file, int most) throws IOException {
        if (file.equals("-")) {
            return decoded(System.in, most);
        }
        try (var in = Files.newInputStream(Path.of(file))) {
            return decoded(in, most);
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.NO_INPUT, "no such file: " + file, e);
        }
    }

    private static String decoded(InputStream in, int most) throws IOException {
        return new String(in.readNBytes(most), StandardCharsets.UTF_8);
    }
}
