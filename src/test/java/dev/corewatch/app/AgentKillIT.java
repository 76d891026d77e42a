package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The agent is killed again and again while processes die, at the very moment and before it: every death has its occurrence, and one whose core
 * is missing says so. {@code -Dcorewatch.agent.deaths=60} for more of them.
 */
final class AgentKillIT {

    private static final int DEATHS = Integer.getInteger("corewatch.agent.deaths", 9);

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();

    @ParameterizedTest
    @ValueSource(strings = {"pipe", "socket"})
    void losesNoDeath(String mode) throws Exception {
        assumeTrue(
                !mode.equals("socket") || Files.exists(Path.of("/proc/sys/kernel/core_modes")),
                "this kernel has no coredump sockets (Linux 6.17)");
        try (directory;
                var _ = TakenKernel.take()) {
            var dying = doomed();
            try {
                storm(mode, dying);
            } finally {
                dying.forEach(Process::destroyForcibly);
            }
            var pids = dying.stream().map(process -> (int) process.pid()).collect(Collectors.toSet());
            assertThat(pids()).containsExactlyInAnyOrderElementsOf(pids);
            assertThat(occurrences()).allMatch(AgentKillIT::hasCoreOrGap);
            System.out.printf(
                    "%s: %d deaths, %d without a core%n",
                    mode,
                    DEATHS,
                    occurrences().stream()
                            .filter(o -> !Occurrences.withoutCore(o).isEmpty())
                            .count());
        }
    }

    private void storm(String mode, List<Process> dying) throws Exception {
        var settings = Map.of("COREWATCH_AGENT_MODE", mode, "COREWATCH_AGENT_FULL", "never");
        var agent = RunningRole.agent(dir, settings);
        try {
            agent.until("all are seen", () -> seen() == DEATHS ? true : null);
            for (int i = 0; i < DEATHS; i++) {
                var process = dying.get(i);
                switch (i % 3) {
                    case 0 -> die(process);
                    case 1 -> {
                        agent.kill();
                        die(process);
                    }
                    default -> {
                        process.getOutputStream().close();
                        agent.kill();
                        process.waitFor();
                    }
                }
                if (i % 3 != 0) {
                    agent = RunningRole.agent(dir, settings);
                }
                var pid = (int) process.pid();
                agent.until("the occurrence of " + pid, () -> pids().contains(pid) ? true : null);
            }
            agent.until("all reports", () -> occurrences().stream().allMatch(o -> o.has("report")) ? true : null);
        } finally {
            agent.close();
        }
    }

    private static void die(Process process) throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor()).isEqualTo(128 + 11);
    }

    /** Programs of HAProxy's name that read from address 0 when their input ends. */
    private List<Process> doomed() throws Exception {
        var source = Files.writeString(dir.resolve("doomed.c"), """
                #include <stdio.h>
                int main(void) { getchar(); return *(volatile int *) 0; }
                """);
        var program = dir.resolve("haproxy");
        var gcc = new ProcessBuilder("gcc", "-g", "-O0", "-w", "-o", program.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        var doomed = new ArrayList<Process>();
        for (int i = 0; i < DEATHS; i++) {
            doomed.add(new ProcessBuilder(program.toString()).start());
        }
        return doomed;
    }

    private int seen() throws IOException {
        var directory = dir.resolve("spool/seen");
        if (!Files.exists(directory)) {
            return 0;
        }
        try (var files = Files.list(directory)) {
            return (int) files.count();
        }
    }

    private List<Integer> pids() throws IOException {
        return new Occurrences(dir).hostPids();
    }

    private static boolean hasCoreOrGap(JsonNode occurrence) {
        boolean whole = occurrence.path("core").path("complete").asBoolean();
        return whole == Occurrences.withoutCore(occurrence).isEmpty();
    }

    private List<JsonNode> occurrences() throws IOException {
        return new Occurrences(dir).all();
    }
}
