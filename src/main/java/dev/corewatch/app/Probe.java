package dev.corewatch.app;

import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Bounds;
import dev.corewatch.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Crashes a small process of our own, to see its core come: some kernels take settings that they can't serve, and some hosts have a
 * policy against it. It is known by a word in its command line that nobody else can know.
 */
final class Probe {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path proc;
    private final BoundedProcess processes;
    private final String word = "corewatch-probe-" + UUID.randomUUID();
    private final CountDownLatch seen = new CountDownLatch(1);

    Probe(Path proc, BoundedProcess processes) {
        this.proc = proc;
        this.processes = processes;
    }

    /** Whether the process of that number is the probe's. */
    boolean is(int pid) {
        try (var in = Files.newInputStream(proc.resolve(String.valueOf(pid)).resolve("cmdline"))) {
            return isArguments(new String(in.readNBytes(512), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false; // it is gone
        }
    }

    /** Whether the process with these arguments is the probe's. */
    boolean isArguments(String arguments) {
        return arguments.contains(word);
    }

    /** Its core came. */
    void seen() {
        seen.countDown();
    }

    /** Fails when the core of a process that really crashes doesn't come. */
    void crash() throws IOException, InterruptedException {
        var script = ": " + word + "; ulimit -c unlimited 2>/dev/null; kill -s SEGV $$";
        var outcome = processes.run(
                Command.of("sh", "-c", script), Bounds.ofTime(PATIENCE).withCore());
        if (!seen.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException("a process of our own crashed, and its core did not come within %d s (%s)"
                    .formatted(PATIENCE.toSeconds(), outcome));
        }
    }
}
