package dev.corewatch.helper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that ran to its end. */
record Run(int exitCode, String output) {

    static final Path NOTHING = Path.of("/dev/null");

    static Run of(String... command) throws IOException, InterruptedException {
        return of(List.of(command), NOTHING);
    }

    static Run of(List<String> command, Path stdin) throws IOException, InterruptedException {
        return of(command, stdin, Map.of());
    }

    static Run of(List<String> command, Path stdin, Map<String, String> variables)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(stdin.toFile());
        builder.environment().putAll(variables);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        return new Run(process.waitFor(), output);
    }

    static Run of(List<String> command, byte[] stdin) throws IOException, InterruptedException {
        var file = Files.createTempFile("stdin", null);
        try {
            return of(command, Files.write(file, stdin));
        } finally {
            Files.delete(file);
        }
    }
}
