package dev.corewatch.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** {@code corewatch-helper guard} for an agent that has its spool and its sockets in a directory. */
public final class RunningGuard implements AutoCloseable {

    private final Process process;
    private final Path log;

    private RunningGuard(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Returns when it listens.
     *
     * @param within a program that runs it
     */
    public static RunningGuard start(Path directory, String... within) throws IOException, TimeoutException {
        Files.createDirectories(directory.resolve("spool"));
        var log = Files.createTempFile(directory, "guard", ".log");
        var command = new ArrayList<>(List.of(within));
        command.addAll(List.of(
                Path.of("target/corewatch-helper").toAbsolutePath().toString(),
                "guard",
                note(directory).toString(),
                socket(directory).toString()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var guard = new RunningGuard(process, log);
        RealContainers.until("the guard", () -> guard.log().contains("guards the settings"));
        return guard;
    }

    /** Where such an agent notes what it found. */
    public static Path note(Path directory) {
        return directory.resolve("spool/kernel-settings");
    }

    public static Path socket(Path directory) {
        return directory.resolve("run/guard.sock");
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
