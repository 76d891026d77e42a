package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Fifty HAProxys die at once, then one a second: each is one occurrence and one count, and neither disk nor memory grows with them. {@code
 * -Dcorewatch.storm.seconds=600} for the whole of it.
 */
final class AgentStormIT {

    private static final int AT_ONCE = 50;
    private static final int SECONDS = Integer.getInteger("corewatch.storm.seconds", 3);
    private static final int CORES_A_MINUTE = 20;
    private static final long MOST_BYTES = 8 << 20;
    private static final long MOST_KIB = 64 << 10;

    @Test
    void isCountedExactlyAndBounded() throws Exception {
        try (var directory = ShortDirectory.create();
                var _ = TakenKernel.take();
                var doomed = Doomed.in(directory.path())) {
            storm(directory.path(), doomed);
        }
    }

    private void storm(Path dir, Doomed doomed) throws Exception {
        var occurrences = new Occurrences(dir);
        var settings = Map.of(
                "COREWATCH_AGENT_FULL", "never",
                "COREWATCH_SPOOL_CORES_PER_MINUTE", String.valueOf(CORES_A_MINUTE),
                "COREWATCH_SPOOL_MAX_BYTES", String.valueOf(MOST_BYTES));
        try (var agent = RunningRole.agent(dir, settings)) {
            long idle = agent.residentKib();
            var pids = atOnce(doomed);
            long most = agent.residentKib();
            for (int i = 0; i < SECONDS; i++) {
                long next = System.nanoTime() + 1_000_000_000L;
                var process = i % 2 == 0 ? doomed.start() : doomed.start("dumpable=0", "quietly=");
                agent.until("it is known", () -> isSeen(dir, process) ? true : null);
                pids.add(Doomed.crash(process));
                most = Math.max(most, agent.residentKib());
                agent.until("the next second", () -> System.nanoTime() >= next ? true : null);
            }
            for (int pid : pids) {
                agent.until("the report on " + pid, () -> occurrences.reported(pid));
            }

            assertThat(occurrences.hostPids()).containsExactlyInAnyOrderElementsOf(pids);
            agent.until("the count", () -> counted(agent) == pids.size() ? true : null);
            long bytes = (long) sum(agent, "corewatch_spool_bytes");
            System.out.printf(
                    "%d deaths: %d MiB resident at rest, %d MiB at most, %d KiB of cores%n",
                    pids.size(), idle >> 10, most >> 10, bytes >> 10);
            assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
            assertThat(most - idle).as("KiB over the resident memory at rest").isLessThanOrEqualTo(MOST_KIB);
        }
    }

    private static boolean isSeen(Path dir, Process process) throws IOException {
        try (var seen = Files.newDirectoryStream(dir.resolve("spool/seen"), process.pid() + "-*")) {
            return seen.iterator().hasNext();
        }
    }

    /** Some abort and some fault; the kernel's log has lines on ten of these. */
    private static List<Integer> atOnce(Doomed doomed) throws Exception {
        var dying = new ArrayList<Process>();
        for (int i = 0; i < AT_ONCE; i++) {
            dying.add(i % 2 == 0 ? doomed.start("quietly=") : doomed.start());
        }
        var pids = new ArrayList<Integer>();
        for (var process : dying) {
            pids.add(Doomed.kill(process));
        }
        for (var process : dying) {
            process.waitFor();
        }
        return pids;
    }

    private static double counted(RunningRole agent) throws Exception {
        return sum(agent, "corewatch_crashes_total{");
    }

    private static double sum(RunningRole agent, String metric) throws Exception {
        return agent.get("/metrics")
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
