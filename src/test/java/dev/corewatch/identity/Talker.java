package dev.corewatch.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** A program that says a line when it is ready, and ends with its standard input. */
final class Talker implements AutoCloseable {

    private final Process process;

    Talker(String... words) throws IOException {
        process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.inputReader().readLine()).as(words[0] + " is ready").isNotNull();
    }

    int pid() {
        return Math.toIntExact(process.pid());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().close();
        process.onExit().join();
    }
}
