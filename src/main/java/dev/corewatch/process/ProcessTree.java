package dev.corewatch.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A child and all it started. Descendants are found by parentage; those that daemonised, and so have another parent and session, by a
 * variable in their environment that no other process has. A process that clears its environment and daemonises escapes
 * (unless the sandbox gave it a pid namespace of its own, which dies with its first process).
 */
final class ProcessTree {

    static final String MARK = "COREWATCH_CHILD";
    /** A process that forks while we look is found in the next round. */
    private static final int ROUNDS = 5;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Process root;
    private final byte[] mark;

    ProcessTree(Process root, String mark) {
        this.root = root;
        this.mark = (MARK + "=" + mark).getBytes(StandardCharsets.US_ASCII);
    }

    void kill() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            var alive = Stream.concat(root.descendants(), marked()).toList();
            root.destroyForcibly();
            alive.forEach(ProcessHandle::destroyForcibly);
            awaitEnd(alive);
            if (alive.isEmpty()) {
                return;
            }
        }
    }

    private static void awaitEnd(List<ProcessHandle> killed) throws InterruptedException {
        var ends = killed.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stuckInTheKernel) {
            // SIGKILL is sent: it dies as soon as it leaves its system call, and waiting longer would hang us instead.
        }
    }

    private Stream<ProcessHandle> marked() {
        return ProcessHandle.allProcesses().filter(this::carriesMark);
    }

    private boolean carriesMark(ProcessHandle process) {
        try {
            var environment = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "environ"));
            return List.of(split(environment)).contains(new String(mark, StandardCharsets.US_ASCII));
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    private static String[] split(byte[] environment) {
        return new String(environment, StandardCharsets.ISO_8859_1).split("\0");
    }
}
