package dev.corewatch.process;

/** How a child process ended. */
public sealed interface Outcome {

    /**
     * By itself, or by a signal that it met: then {@code code} is 128 + the signal's number, as a shell has it.
     */
    record Exited(int code, Output output) implements Outcome {

        public boolean succeeded() {
            return code == 0;
        }
    }

    /** It was killed after the time it had, with everything it started. */
    record TimedOut(Output output) implements Outcome {}

    /** The program is not installed. */
    record NotFound(String program) implements Outcome {}

    /** The program is there and could not be started. */
    record NotStarted(String program, String reason) implements Outcome {}
}
