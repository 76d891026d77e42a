package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.RunningGuard;
import dev.corewatch.lab.RunningLab;
import dev.corewatch.lab.TakenKernel;
import dev.corewatch.lab.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An agent that is ill, or that somebody works against, with its guard beside it, which may what its unit grants: what the machine had comes back,
 * and no death waits.
 */
final class GuardedAgentIT {

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");
    private static final List<String> SETTINGS = List.of("core_pattern", "core_pipe_limit", "core_sort_vma");
    private static final String FOUND = "/found/core.%p";
    private static final int SEGMENTATION_FAULT = 128 + 11;

    /** The 5 seconds, and what a machine that does much else may need. */
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(10);

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();

    private TakenKernel kernel;
    private RunningGuard guard;
    private String before;

    @BeforeEach
    void start() throws Exception {
        kernel = TakenKernel.take();
        Files.writeString(PATTERN, FOUND + "\n");
        before = settings();
        guard = startGuard();
    }

    @AfterEach
    void end() throws IOException {
        guard.close();
        kernel.close();
        directory.close();
    }

    @Test
    void aStoppedAgentDelaysTheDeathOfAHaproxyByFiveSecondsAtMost() throws Exception {
        assumeTrue(
                Files.exists(Path.of("/proc/sys/kernel/core_modes")),
                "this kernel has no coredump sockets (Linux 6.17)");
        var out = dir.resolve("lab").toString();
        try (var agent = agent("socket");
                var lab = RunningLab.start(kernel.below(), "run", "zlib", "--elsewhere", "--out", out)) {
            agent.until("the agent knows HAProxy", () -> agent.log().contains("kept anew") ? true : null);
            signal("STOP", agent.pid());
            long begun = System.nanoTime();
            var facts = lab.kill();

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(FIVE_SECONDS);
            assertThat(facts.path("exitStatus").path("code").asInt())
                    .as("what the master says of its worker")
                    .isEqualTo(SEGMENTATION_FAULT);
            agent.awaitEnd();
            assertThat(settings()).isEqualTo(before);
            assertThat(guard.log()).contains("silent for 3 s: kernel.core_pattern is put back", "the agent is killed");
        }
    }

    @Test
    void aKilledAgentLeavesWhatTheMachineHad() throws Exception {
        try (var agent = agent("auto")) {
            agent.kill();
            awaitFound(agent.pid());
            assertDeathIsNotHeldUp();
        }
        try (var next = agent("auto")) {
            assertGuarded(next, 1);
            assertThat(settings()).isNotEqualTo(before);
        }
        assertThat(settings()).isEqualTo(before);
        assertThat(guard.log()).doesNotContain("is left");
    }

    /** The machine's own killer, in a memory cgroup, in which something else takes all there is. */
    @Test
    void anAgentThatTheKernelKillsForMemoryLeavesWhatTheMachineHad() throws Exception {
        try (var cgroup = MemoryCgroup.of("600M");
                var agent = agent("auto")) {
            cgroup.add(agent.pid());
            Files.writeString(Path.of("/proc", String.valueOf(agent.pid()), "oom_score_adj"), "1000");
            cgroup.run("python3", "-c", "bytearray(800 << 20)");
            agent.awaitEnd();

            assertThat(cgroup.kills()).isPositive();
            awaitFound(agent.pid());
            assertDeathIsNotHeldUp();
        }
    }

    @Test
    void anAgentThatGoesOnTakesTheSettingsAgain() throws Exception {
        try (var agent = agent("auto");
                var doomed = Doomed.in(dir)) {
            var taken = settings();
            assertGuarded(agent, 1);
            signal("STOP", agent.pid());
            awaitFound(agent.pid());
            signal("CONT", agent.pid());
            agent.until("they are taken again", () -> settings().equals(taken) ? true : null);

            int pid = Doomed.crash(doomed.start());
            agent.until("its core", () -> new Occurrences(dir).hostPids().contains(pid) ? true : null);
            assertThat(agent.get("/metrics")).contains("corewatch_core_pattern_drift_total 0.0");
            assertThat(guard.log()).doesNotContain("the agent is killed");
            goesOnWithoutItsGuardUntilThereIsOne(agent);
            assertThat(settings()).isEqualTo(taken);
        }
        assertThat(settings()).isEqualTo(before);
    }

    private void goesOnWithoutItsGuardUntilThereIsOne(RunningRole agent) throws Exception {
        guard.close();
        assertGuarded(agent, 0);
        assertThat(agent.log()).contains("no guard answers");
        guard = startGuard();
        assertGuarded(agent, 1);
    }

    @Test
    void holdsItsSettingsButDoesNotFightForThemWithoutAnEnd() throws Exception {
        try (var agent = agent("auto")) {
            var taken = settings();
            Files.writeString(Path.of("/proc/sys/kernel/core_sort_vma"), "0\n");
            agent.until("it is put back", () -> settings().equals(taken) ? true : null);
            for (int i = 0; i < 9; i++) {
                Files.writeString(PATTERN, "|/evil\u001b[2J\n");
                agent.until("it is put back", () -> settings().equals(taken) ? true : null);
            }
            Files.writeString(PATTERN, "|/evil\n");
            agent.until("the end of it", () -> agent.log().contains("again and again") ? true : null);

            assertThat(Files.readString(PATTERN)).isEqualTo("|/evil\n");
            assertThat(agent.get("/metrics")).contains("corewatch_core_pattern_drift_total 11.0");
            assertThat(agent.get("/metrics")).contains("corewatch_core_pattern_owned 0.0");
            assertThat(agent.log()).contains("somebody else set kernel.core_pattern to '|/evil?[2J'");
        }
        assertThat(Files.readString(PATTERN)).isEqualTo("|/evil\n");
    }

    @Test
    void leavesWhatSomebodyElseHasSetWhenItIsToYield() throws Exception {
        try (var agent = RunningRole.agent(dir, Map.of("COREWATCH_AGENT_DRIFT", "yield"))) {
            Files.writeString(PATTERN, "|/theirs\n");
            agent.until("it is seen", () -> agent.log().contains("it is left") ? true : null);
            assertThat(agent.get("/metrics")).contains("corewatch_core_pattern_drift_total 1.0");
            agent.kill();
        }
        var restored =
                Shell.run("agent", "--restore", "--spool", dir.resolve("spool").toString());

        assertThat(restored.out()).isEqualTo("core_pattern is |/theirs\n");
        assertThat(restored.err()).contains("kernel.core_pattern is left");
        assertThat(settings()).isEqualTo(before.replace(FOUND, "|/theirs"));
    }

    private RunningGuard startGuard() throws Exception {
        return RunningGuard.start(dir, Unit.GUARD.bounds());
    }

    private RunningRole agent(String mode) throws Exception {
        return RunningRole.agent(dir, Map.of("COREWATCH_AGENT_MODE", mode, "COREWATCH_AGENT_FULL", "never"));
    }

    private static void assertGuarded(RunningRole agent, int guarded) throws Exception {
        agent.until(
                "guarded: " + guarded,
                () -> agent.get("/metrics").contains("corewatch_agent_guarded " + guarded + ".0") ? true : null);
    }

    private static void assertDeathIsNotHeldUp() throws Exception {
        long begun = System.nanoTime();
        var dying = new ProcessBuilder("sh", "-c", "kill -s SEGV $$").start();
        assertThat(dying.waitFor()).isEqualTo(SEGMENTATION_FAULT);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    private void awaitFound(long agent) throws Exception {
        RealContainers.until(
                "what was found, after process " + agent, () -> settings().equals(before));
    }

    private static String settings() {
        var text = new StringBuilder();
        for (var name : SETTINGS) {
            var file = Path.of("/proc/sys/kernel", name);
            try {
                text.append(name).append('=').append(Files.exists(file) ? Files.readString(file) : "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return text.toString();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-s", name, String.valueOf(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
