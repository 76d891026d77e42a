package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.lab.RunningLab;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The node agent as people start it: HAProxy dies for real, in each of the ways by which the kernel hands its core over. */
final class AgentIT {

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();

    private TakenKernel kernel;

    @BeforeEach
    void takeTheKernel() throws IOException {
        kernel = TakenKernel.take();
    }

    @AfterEach
    void giveItBack() throws IOException {
        kernel.close();
        directory.close();
    }

    @ParameterizedTest
    @CsvSource({"socket,true,@@", "pipe,true,|", "file,false,/"})
    void tellsWhatKilledAHaproxyOfThisHost(String mode, boolean thin, String pattern) throws Exception {
        var before = Files.readString(PATTERN);
        try (var agent = agent(Map.of("COREWATCH_AGENT_MODE", mode, "COREWATCH_AGENT_FULL", "never"))) {
            assertThat(Files.readString(PATTERN)).startsWith(pattern);
            assertThat(agent.get("/metrics")).contains("corewatch_core_pattern_owned 1.0");
            var facts = crash(agent, "zlib");
            var occurrence = occurrence(agent);

            assertStory(occurrence.path("report"));
            assertThat(occurrence.path("core").path("thin").asBoolean()).isEqualTo(thin);
            assertThat(occurrence.path("identity").path("pid").asInt())
                    .isEqualTo(facts.path("workerPid").asInt());
            agent.until("nothing is missing", () -> isMissingNothing(reports().getFirst(), mode) ? true : null);
            agent.until(
                    "the count",
                    () -> agent.metric("corewatch_crashes_total", "signal=\"SIGSEGV\"")
                                    .endsWith(" 1.0")
                            ? true
                            : null);
        }
        assertThat(Files.readString(PATTERN)).isEqualTo(before);
    }

    @Test
    void takesTheFirstCoreOfASiteWholeAndTheNextThin() throws Exception {
        try (var agent = agent(Map.of())) {
            crash(agent, "bug-on");
            assertThat(occurrence(agent).path("core").path("thin").asBoolean()).isFalse();
            crash(agent, "bug-on");
            agent.until("the second report", () -> reports().size() == 2 ? true : null);

            assertThat(reports())
                    .extracting(o -> o.path("core").path("thin").asBoolean())
                    .containsExactlyInAnyOrder(false, true);
            agent.until(
                    "one group", () -> agent.metric("corewatch_crash_groups").endsWith(" 1.0") ? true : null);
        }
    }

    @Test
    void takesAWholeCoreWhenItIsAskedTo() throws Exception {
        var request = dir.resolve("spool/full-next");
        try (var agent = agent(Map.of("COREWATCH_AGENT_FULL_MAX_DELAY", "0s"))) {
            crash(agent, "bug-on");
            assertThat(occurrence(agent).path("core").path("thin").asBoolean()).isTrue();
            Files.createFile(request);
            crash(agent, "bug-on");
            agent.until("a whole core", () -> (reports().size() == 2 && !Files.exists(request)) ? true : null);

            assertThat(reports())
                    .extracting(o -> o.path("core").path("thin").asBoolean())
                    .containsExactlyInAnyOrder(true, false);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socket", "pipe"})
    void passesTheCoresOfOtherProgramsOnToWhoHadThem(String mode) throws Exception {
        var handler = Files.writeString(dir.resolve("handler"), """
                #!/bin/sh
                cat >%1$s/passed.part
                echo "$@" >%1$s/arguments
                mv %1$s/passed.part %1$s/passed
                """.formatted(dir));
        Files.setPosixFilePermissions(handler, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(PATTERN, "|" + handler + " -p%p -P%P -s%s -e%e -d%d -u%u\n");
        try (var agent = agent(Map.of("COREWATCH_AGENT_MODE", mode))) {
            var dying = new ProcessBuilder("sh", "-c", "kill -s SEGV $$").start();
            assertThat(dying.waitFor()).isEqualTo(128 + 11);

            try (var core = FileChannel.open(dir.resolve("passed"))) {
                var image = CoreReader.read(core);
                assertThat(image.facts().complete()).isTrue();
                assertThat(image.process().pid()).isEqualTo((int) dying.pid());
            }
            assertThat(Files.readString(dir.resolve("arguments")).strip())
                    .isEqualTo("-p%1$d -P%1$d -s11 -esh -d1 -u0".formatted(dying.pid()));
            assertThat(agent.metric("corewatch_dropped_total", "not_haproxy")).endsWith(" 0.0");
        }
        assertThat(Files.readString(PATTERN)).startsWith("|" + handler);
    }

    @Test
    void putsBackWhatAKilledAgentLeft() throws Exception {
        Files.writeString(PATTERN, "/somewhere/core.%p\n");
        agent(Map.of()).kill();
        assertThat(Files.readString(PATTERN)).startsWith("@@");

        var restored =
                Shell.run("agent", "--restore", "--spool", dir.resolve("spool").toString());
        assertThat(restored.out()).isEqualTo("core_pattern is /somewhere/core.%p\n");
        assertThat(Files.readString(PATTERN)).isEqualTo("/somewhere/core.%p\n");
    }

    @Test
    void saysThatTheHelpersPlaceForbidsExecution() throws Exception {
        var place = Files.createDirectory(dir.resolve("noexec"));
        run("mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", place.toString());
        try {
            var before = Files.readString(PATTERN);
            var log = dir.resolve("agent.log");
            var settings = Map.of("COREWATCH_AGENT_MODE", "pipe", "COREWATCH_AGENT_HELPER_DIRECTORY", place.toString());
            assertThat(RunningRole.launchAgent(dir, log, settings).waitFor()).isNotZero();

            assertThat(Files.readString(log)).contains("can't be executed", "corewatch.agent.helper-directory");
            assertThat(Files.readString(PATTERN)).isEqualTo(before);
        } finally {
            run("umount", place.toString());
        }
    }

    private static void run(String... words) throws Exception {
        assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void readsTheFilesOfAContainerThatIsGone() throws Exception {
        try (var agent = agent(Map.of("COREWATCH_AGENT_FULL", "never"))) {
            crash(agent, "container");
            var occurrence = occurrence(agent);

            assertThat(occurrence.path("report").path("stack").path("trust").asText())
                    .isEqualTo("verified");
            assertThat(occurrence.path("identity").path("pid").asInt())
                    .isNotEqualTo(occurrence.path("identity").path("hostPid").asInt());
        }
    }

    private RunningRole agent(Map<String, String> settings) throws Exception {
        return RunningRole.agent(dir, settings);
    }

    private JsonNode crash(RunningRole agent, String scenario) throws Exception {
        var out = Files.createTempDirectory(dir, "lab").toString();
        try (var lab = RunningLab.start(kernel.below(), "run", scenario, "--elsewhere", "--out", out)) {
            agent.until("the agent knows HAProxy", () -> agent.log().contains("kept anew") ? true : null);
            return lab.kill();
        }
    }

    /** A worker that dies before it was looked at: nobody holds it while its core goes into a file. */
    private static boolean isMissingNothing(JsonNode occurrence, String mode) {
        return occurrence
                .path("gaps")
                .valueStream()
                .map(gap -> gap.path("missing").asText())
                .allMatch(missing -> mode.equals("file") && missing.equals("status"));
    }

    private static void assertStory(JsonNode report) {
        assertThat(report.path("kind").asText()).isEqualTo("memory");
        assertThat(report.path("signal").path("name").asText()).isEqualTo("SIGSEGV");
        assertThat(report.path("stack").path("trust").asText()).isEqualTo("verified");
        assertThat(report.path("request").path("backend").asText()).isEqualTo("thing_two");
        assertThat(report.path("request").path("algorithm").asText()).isEqualTo("gzip");
        assertThat(report.path("signature").path("title").asText()).contains("memcpy", "libz", "deflate");
    }

    private JsonNode occurrence(RunningRole agent) throws Exception {
        return agent.until("a report", () -> reports().stream().findFirst().orElse(null));
    }

    private List<JsonNode> reports() throws IOException {
        return new Occurrences(dir).all().stream().filter(o -> o.has("report")).toList();
    }
}
