package dev.corewatch.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** {@code corewatch-helper guard} for an agent that has its spool and its sockets in a directory. */
public final class RunningGuard implements AutoCloseable {

    private final Process process;
    private final Path log;

    private RunningGuard(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Returns when it listens. */
    public static RunningGuard start(Path directory) throws IOException, TimeoutException {
        var spool = Files.createDirectories(directory.resolve("spool"));
        var log = Files.createTempFile(directory, "guard", ".log");
        var process = new ProcessBuilder(
                        Path.of("target/corewatch-helper").toAbsolutePath().toString(),
                        "guard",
                        spool.resolve("kernel-settings").toString(),
                        directory.resolve("run/guard.sock").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var guard = new RunningGuard(process, log);
        RealContainers.until("the guard", () -> guard.log().contains("guards the settings"));
        return guard;
    }

    public long pid() {
        return process.pid();
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "";
        }
    }

    /** Kills it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
