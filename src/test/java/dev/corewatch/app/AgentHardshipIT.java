package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults around the agent while processes really die: none of them costs the knowledge of a death, and the next one is taken as ever. {@code
 * -Dcorewatch.agent.storm=200} for more deaths at once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentHardshipIT {

    private static final int STORM = Integer.getInteger("corewatch.agent.storm", 50);
    private static final int KILLED = 128 + 9;
    private static final long SOME_MEBIBYTES = 4 << 20;

    private TakenKernel kernel;
    private ShortDirectory directory;
    private Path dir;
    private Occurrences occurrences;
    private Doomed doomed;

    @BeforeAll
    void takeTheKernel() throws IOException {
        kernel = TakenKernel.take();
    }

    @AfterAll
    void giveItBack() throws IOException {
        kernel.close();
    }

    @BeforeEach
    void makeDirectory() throws Exception {
        directory = ShortDirectory.create();
        dir = directory.path();
        occurrences = new Occurrences(dir);
        doomed = Doomed.in(dir);
    }

    @AfterEach
    void removeDirectory() throws IOException {
        doomed.close();
        directory.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "pipe"})
    void knowsEachOfManyThatDieAtOnce(String mode) throws Exception {
        var dying = new ArrayList<Process>();
        for (int i = 0; i < STORM; i++) {
            dying.add(doomed.start("quietly="));
        }
        try (var agent = agent(mode, Map.of())) {
            var pids = new ArrayList<Integer>();
            for (var process : dying) {
                pids.add(Doomed.kill(process));
            }
            for (var process : dying) {
                process.waitFor();
            }
            agent.until("all occurrences", () -> occurrences.all().size() >= STORM ? true : null);
            assertThat(occurrences.hostPids()).containsExactlyInAnyOrderElementsOf(pids);
            assertThat(occurrences.all())
                    .filteredOn(o -> Occurrences.withoutCore(o).isEmpty())
                    .hasSizeGreaterThanOrEqualTo(Math.min(STORM, 50));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "pipe"})
    void keepsWhatHadComeOfACoreWhoseProcessIsKilled(String mode) throws Exception {
        try (var agent = agent(mode, Map.of("COREWATCH_AGENT_FULL", "site", "COREWATCH_AGENT_FULL_MAX_DELAY", "1m"))) {
            var process = doomed.start("memory=512");
            int pid = Doomed.kill(process);
            agent.until("some of the core", () -> arriving() > SOME_MEBIBYTES ? true : null);
            signal("KILL", pid);
            assertThat(process.waitFor()).isEqualTo(KILLED);

            var occurrence = reported(agent, pid);
            assertThat(occurrence.path("core").path("complete").asBoolean()).isFalse();
            assertThat(told(agent).path("core").path("thin").asBoolean())
                    .as("the site's first whole core")
                    .isFalse();
        }
    }

    @Test
    void knowsADeathWhoseHelperIsKilledWhileItWaitsForTheAgent() throws Exception {
        try (var agent = agent("pipe", Map.of())) {
            var process = doomed.start();
            agent.until("it is known", () -> isSeen(process) ? true : null);
            whileStopped(agent, () -> {
                Doomed.kill(process);
                agent.until("the helper", this::helper).destroyForcibly();
                process.waitFor();
            });

            assertThat(Occurrences.withoutCore(reported(agent, (int) process.pid())))
                    .isNotEmpty();
            told(agent);
        }
    }

    @Test
    void adoptsWhatTheHelperTookWhileTheAgentWasStopped() throws Exception {
        try (var agent = agent("pipe", Map.of())) {
            var process = doomed.start("quietly=");
            whileStopped(agent, () -> {
                Doomed.kill(process);
                process.waitFor();
            });

            var occurrence = reported(agent, (int) process.pid());
            assertThat(occurrence.path("core").path("complete").asBoolean()).isTrue();
            assertThat(occurrence.path("core").path("thin").asBoolean()).isTrue();
            agent.until("the inbox is empty", () -> isEmpty(dir.resolve("spool/inbox")) ? true : null);
            told(agent);
            assertThat(occurrences.hostPids()).doesNotHaveDuplicates();
        }
    }

    @Test
    void takesACoreThinThatTheDiskCannotHoldWhole() throws Exception {
        try (var _ = smallDisk();
                var agent = agent("pipe", Map.of("COREWATCH_AGENT_FULL", "always"))) {
            int pid = Doomed.crash(doomed.start("memory=64"));

            var core = reported(agent, pid).path("core");
            assertThat(core.path("thin").asBoolean()).isTrue();
            assertThat(core.path("complete").asBoolean()).isTrue();
            assertThat(agent.log()).contains("No space left on device");
        }
    }

    /** One that the kernel hands over, and one that only its log tells of. */
    @Test
    void knowsADeathOnAFullDiskOnceThereIsRoomAgain() throws Exception {
        try (var disk = smallDisk();
                var agent = agent("pipe", Map.of())) {
            var handed = doomed.start("quietly=");
            var told = doomed.start("dumpable=0");
            agent.until("both are known", () -> (isSeen(handed) && isSeen(told)) ? true : null);
            disk.fill();
            Doomed.crash(handed);
            Doomed.crash(told);
            agent.until("it says so of both", () -> says(agent, "can't be kept yet", 2) ? true : null);
            assertThat(occurrences.all()).isEmpty();
            disk.empty();

            assertThat(Occurrences.withoutCore(reported(agent, (int) handed.pid())))
                    .contains("ran full");
            assertThat(Occurrences.withoutCore(reported(agent, (int) told.pid())))
                    .isNotEmpty();
            assertThat(agent.metric("corewatch_dropped_total", "reason=\"disk_full\""))
                    .endsWith(" 1.0");
            told(agent);
        }
    }

    /** The next death, of which all is known. */
    private JsonNode told(RunningRole agent) throws Exception {
        var occurrence = reported(agent, Doomed.crash(doomed.start()));
        assertThat(occurrence.path("core").path("complete").asBoolean()).isTrue();
        return occurrence;
    }

    private static boolean says(RunningRole agent, String words, int times) throws IOException {
        return agent.log().lines().filter(line -> line.contains(words)).count() >= times;
    }

    private JsonNode reported(RunningRole agent, int pid) throws Exception {
        return agent.until("the report on " + pid, () -> occurrences.reported(pid));
    }

    private RunningRole agent(String mode, Map<String, String> settings) throws Exception {
        assumeTrue(
                !mode.equals("socket") || Files.exists(Path.of("/proc/sys/kernel/core_modes")),
                "this kernel has no coredump sockets (Linux 6.17)");
        var all = new HashMap<>(Map.of(
                "COREWATCH_AGENT_MODE", mode, "COREWATCH_AGENT_FULL", "never", "COREWATCH_SPOOL_MIN_FREE_BYTES", "0"));
        all.putAll(settings);
        return RunningRole.agent(dir, all);
    }

    /** Bytes of cores on their way. */
    private long arriving() throws IOException {
        long bytes = 0;
        try (var cores = Files.newDirectoryStream(dir.resolve("spool/incoming"), "*.core")) {
            for (var core : cores) {
                bytes += Files.size(core);
            }
        }
        return bytes;
    }

    private boolean isSeen(Process process) throws IOException {
        try (var seen = Files.newDirectoryStream(dir.resolve("spool/seen"), process.pid() + "-*")) {
            return seen.iterator().hasNext();
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    private @Nullable ProcessHandle helper() {
        var program = dir.resolve("bin/corewatch-helper").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").equals(program))
                .findFirst()
                .orElse(null);
    }

    /** What may fail. */
    private interface Work {
        void go() throws Exception;
    }

    private static void whileStopped(RunningRole agent, Work work) throws Exception {
        signal("STOP", (int) agent.pid());
        try {
            work.go();
        } finally {
            signal("CONT", (int) agent.pid());
        }
    }

    private static void signal(String name, int pid) throws Exception {
        RealContainers.output("kill", "-s", name, String.valueOf(pid));
    }

    private SmallDisk smallDisk() throws Exception {
        return SmallDisk.at(dir.resolve("spool"));
    }
}
