package dev.corewatch.process;

import java.io.IOException;
import java.util.ArrayList;

/** A program that a person works with: it has the terminal, and no bounds but that person's. */
public final class Interactive {

    private final Programs programs;

    public Interactive(Programs programs) {
        this.programs = programs;
    }

    /**
     * Runs it to its end.
     *
     * @return its exit code
     * @throws IOException when it is not installed or can't be started
     */
    public int run(Command command) throws IOException, InterruptedException {
        var program = programs.find(command.program())
                .orElseThrow(() -> new IOException(command.program() + " is not installed"));
        var words = new ArrayList<>(command.words());
        words.set(0, program.toString());
        var builder = new ProcessBuilder(words).inheritIO();
        builder.environment().remove("DEBUGINFOD_URLS"); // what it names was asked already, with checks of our own
        return builder.start().waitFor();
    }
}
