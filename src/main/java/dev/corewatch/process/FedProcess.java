package dev.corewatch.process;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A program that is given its input while it runs, and nothing else: no environment, no output that anybody reads. It is killed when its time is
 * up, whether it reads or not.
 */
public final class FedProcess implements AutoCloseable {

    private final Process process;

    private FedProcess(Process process, Duration most) {
        this.process = process;
        var _ = process.onExit()
                .orTimeout(most.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> {
                    process.destroyForcibly();
                    return process;
                });
    }

    /**
     * Starts it.
     *
     * @param most how long it may run
     */
    public static FedProcess start(Command command, Duration most) throws IOException {
        var builder = new ProcessBuilder(command.words())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
        builder.environment().clear();
        return new FedProcess(builder.start(), most);
    }

    /** To be closed at the end of the input. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** Waits for its end; its exit code, that of a killed one too. */
    public int finish() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
