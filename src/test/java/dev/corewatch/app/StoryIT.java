package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.lab.RunningLab;
import dev.corewatch.lab.TakenKernel;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The story that corewatch began with: a host whose core_pattern pipes to an apport that isn't there, HAProxy in Docker without a core
 * ulimit, and a webhook whose compressed answer kills it. docs/hosts.md tells it.
 */
final class StoryIT {

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");
    private static final String APPORT = "/usr/share/apport/apport";
    private static final String UBUNTU = "|" + APPORT + " -p%p -s%s -c%c -d%d -P%P -u%u -g%g -F%F -- %E";

    private static final int SEGMENTATION_FAULT = 128 + 11;

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();
    private final Path out = dir.resolve("lab");
    private final Occurrences occurrences = new Occurrences(dir);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private TakenKernel kernel;

    @BeforeEach
    void makeTheHost() throws Exception {
        parts.push(directory);
        kernel = TakenKernel.take();
        parts.push(kernel);
        Files.writeString(PATTERN, UBUNTU + "\n");
        assertThat(Path.of(APPORT)).doesNotExist();
    }

    @AfterEach
    void leaveIt() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void endsWithTheReportThatTookMonths() throws Exception {
        var store = Files.createDirectory(dir.resolve("store"));
        var host = Files.createDirectories(out.resolve("host"));
        var settings =
                Map.of("COREWATCH_STORE_DIRECTORY", store.toString(), "COREWATCH_AGENT_HOST_ROOT", host.toString());
        try (var agent = RunningRole.agent(dir, settings);
                var lab = lab()) {
            int pid = crash(lab);
            var occurrence = agent.until("the report, with the master's word", () -> told(pid));

            assertStory(occurrence);
            assertThat(occurrence.path("workload").path("image").asText()).isEqualTo("corewatch-lab:story");
            assertThat(agent.until("the count", () -> counted(agent))).contains("workload=\"haproxy");
            var id = occurrence.path("id").asText();
            assertThat(agent.until("the store's report", () -> stored(store, id)))
                    .contains("deflate_flush_or_finish", "thing_two", "libslz");
        }
        assertThat(Files.readString(PATTERN).strip()).as("apport's again").isEqualTo(UBUNTU);
    }

    @Test
    void hasNoCoreWithoutTheAgentAndTheDoctorSaysWhy() throws Exception {
        try (var lab = lab()) {
            var doctor = Shell.run("doctor", "--pid", String.valueOf(worker(lab)));
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.out()).contains("pipe-handler", APPORT);

            assertThat(lab.kill().path("exitStatus").path("code").asInt()).isEqualTo(SEGMENTATION_FAULT);
        }
        assertThat(files(dir)).noneMatch(file -> file.getFileName().toString().startsWith("core"));
    }

    private static int crash(RunningLab lab) throws Exception {
        int worker = worker(lab);
        assertThat(Files.readString(Path.of("/proc/" + worker + "/limits")))
                .containsPattern("Max core file size +0 +0 ");
        lab.kill();
        return worker;
    }

    private @Nullable JsonNode told(int pid) throws Exception {
        var occurrence = occurrences.reported(pid);
        boolean told = occurrence != null
                && occurrence.path("report").path("notes").toString().contains("exited with code");
        return told ? occurrence : null;
    }

    private static int worker(RunningLab lab) {
        var master = ProcessHandle.of(Integer.parseInt(lab.pids())).orElseThrow();
        return (int) master.children().findFirst().orElseThrow().pid();
    }

    private RunningLab lab() throws Exception {
        return RunningLab.start(kernel.below(), "run", "docker", "--elsewhere", "--out", out.toString());
    }

    private static void assertStory(JsonNode occurrence) {
        var report = occurrence.path("report");
        assertThat(report.path("stack").path("trust").asText()).isEqualTo("verified");
        assertThat(report.path("signature").path("title").asText()).contains("libz", "deflate");
        assertThat(report.path("request").path("method").asText()).isEqualTo("POST");
        assertThat(report.path("request").path("backend").asText()).isEqualTo("thing_two");
        assertThat(report.path("request").path("algorithm").asText()).isEqualTo("gzip");
        assertThat(report.path("advice").toString()).contains("libslz");
    }

    private static @Nullable String counted(RunningRole agent) throws Exception {
        var series = agent.metric("corewatch_crashes_total", "signal=\"SIGSEGV\"");
        return series.endsWith(" 1.0") ? series : null;
    }

    private static @Nullable String stored(Path store, String id) throws Exception {
        try {
            for (var file : files(store)) {
                if (file.endsWith("report.txt") && file.toString().contains(id)) {
                    return Files.readString(file);
                }
            }
        } catch (UncheckedIOException e) {
            return null; // a file got its name in between: the next look finds it
        }
        return null;
    }

    private static List<Path> files(Path directory) throws Exception {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (var files = Files.walk(directory)) {
            return new ArrayList<>(files.filter(Files::isRegularFile).toList());
        }
    }
}
