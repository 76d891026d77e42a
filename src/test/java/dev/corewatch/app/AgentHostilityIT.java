package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Processes that mean to mislead whoever takes their cores, or to overwhelm him. After each the next death is taken as ever. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentHostilityIT {

    private static final String HOSTILE = "%s%n\u001b[2J\"\\{}$(reboot)\r\nFATAL forged";

    private static final Pattern NOT_TEXT = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();
    private final Occurrences occurrences = new Occurrences(dir);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Doomed doomed;
    private RunningRole agent;

    @BeforeAll
    void start() throws Exception {
        parts.push(directory);
        parts.push(TakenKernel.take());
        doomed = Doomed.in(dir);
        parts.push(doomed);
        agent = RunningRole.agent(dir, Map.of("COREWATCH_AGENT_FULL", "never"));
        parts.push(agent);
    }

    @AfterAll
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @AfterEach
    void theNextDeathIsTakenAsEver() throws Exception {
        var occurrence = reported(Doomed.crash(doomed.start("quietly=")));
        assertThat(occurrence.path("core").path("complete").asBoolean()).isTrue();
    }

    /** CVE-2021-25682, CVE-2021-25683, CVE-2021-25684. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "comm=" + HOSTILE,
                "hostname=" + HOSTILE,
                "binary=",
                HOSTILE,
                "hostname=%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%"
            })
    void noTextOfAProcessIsMoreThanText(String word) throws Exception {
        assertIsText(reported(Doomed.crash(doomed.start(word, HOSTILE.repeat(8)))));
    }

    @Test
    void anExecutablesNameIsNoMoreThanText() throws Exception {
        var name = ("haproxy" + HOSTILE.repeat(20)).substring(0, 255).replace('/', '-');
        assertIsText(reported(Doomed.crash(doomed.startAs(name))));
    }

    /** The kernel's log says comm: whoever sets it speaks there. */
    @Test
    void aProcessIsNotHaproxyByItsCommand() throws Exception {
        double before = passedOver();
        int pid = Doomed.crash(doomed.startAs("other", "comm=haproxy"));

        agent.until("it is passed over", () -> passedOver() == before + 1 ? true : null);
        theNextDeathIsTakenAsEver();
        assertThat(occurrences.of(pid)).isNull();
    }

    @Test
    void aHaproxyDoesNotEscapeByItsCommand() throws Exception {
        var occurrence = reported(Doomed.crash(doomed.start("comm=bash")));

        assertThat(occurrence.path("core").path("complete").asBoolean()).isTrue();
        assertThat(occurrence.path("workload").path("name").asText()).isEqualTo("haproxy");
    }

    /** CVE-2025-4598, CVE-2025-5054: what may not be read by its own user is not taken. */
    @Test
    void nothingOfAProcessThatIsNotDumpableIsTaken() throws Exception {
        var process = doomed.start("dumpable=0");
        agent.until("it is known", () -> isSeen(process) ? true : null);
        int pid = Doomed.crash(process);

        var occurrence = reported(pid);
        assertThat(occurrence.path("core").path("bytes").asLong()).isZero();
        assertThat(Occurrences.withoutCore(occurrence)).isNotEmpty();
    }

    /** As many as the kernel allows (vm.max_map_count): from 65,535 on a core has more segments than e_phnum can say. */
    @Test
    void takesAProcessOfVeryManyMappings() throws Exception {
        int pid = Doomed.crash(doomed.start("mappings=70000"));

        assertThat(reported(pid).path("core").path("complete").asBoolean()).isTrue();
    }

    /** CVE-2022-4415, CVE-2025-5467: who may not read a process may not read its core. */
    @Test
    void nobodyElseReadsItsCore() throws Exception {
        var occurrence = reported(Doomed.crash(doomed.start()));
        var core = occurrences.file(occurrence, "core");

        var reader = new ProcessBuilder(
                        "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "head", "-c1", core.toString())
                .start();
        assertThat(new String(reader.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Permission denied");
        assertThat(core).exists();
    }

    /** CVE-2011-4355: a program in a container may bring along what a debugger would run. */
    @Test
    void noCodeOfAProgramRunsInTheDebugger() throws Exception {
        RealContainers.output(
                "gdb",
                "-nx",
                "-batch",
                "-iex",
                "set auto-load safe-path /",
                doomed.program().toString());
        assertThat(Files.deleteIfExists(doomed.autoLoaded())).as("it can run").isTrue();
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwxrwx"));

        var occurrence = reported(Doomed.crash(doomed.start()));

        assertThat(occurrence.path("report").path("stack").path("frames").toString())
                .contains("doomed.c");
        assertThat(doomed.autoLoaded()).doesNotExist();
    }

    /** CVE-2025-31133, CVE-2025-52565, CVE-2025-52881: containers that could write to /proc/sys. */
    @Test
    void saysThatSomebodyElseChangedTheSetting() throws Exception {
        var setting = Path.of("/proc/sys/kernel/core_pattern");
        var ours = Files.readString(setting);
        Files.writeString(setting, "|/bin/false");
        agent.until("it is put back", () -> Files.readString(setting).equals(ours) ? true : null);
        assertThat(agent.log()).contains("somebody else set kernel.core_pattern to '|/bin/false'");
        assertThat(agent.get("/metrics"))
                .contains("corewatch_core_pattern_owned 1.0", "corewatch_core_pattern_drift_total 1.0");
    }

    private void assertIsText(JsonNode occurrence) throws IOException {
        assertThat(occurrence.path("core").path("complete").asBoolean()).isTrue();
        for (var file : List.of(
                dir.resolve("agent.log"),
                occurrences.file(occurrence, "report.txt"),
                occurrences.file(occurrence, "report.md"))) {
            var text = Files.readString(file, StandardCharsets.UTF_8);
            assertThat(NOT_TEXT.matcher(text).find()).as("%s: %s", file, text).isFalse();
            assertThat(text).as(file.toString()).doesNotContain("\nFATAL forged");
        }
    }

    private double passedOver() throws Exception {
        var line = agent.metric("corewatch_dropped_total", "reason=\"not_haproxy\"");
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private JsonNode reported(int pid) throws Exception {
        return agent.until("the report on " + pid, () -> occurrences.reported(pid));
    }

    private boolean isSeen(Process process) throws IOException {
        try (var seen = Files.newDirectoryStream(dir.resolve("spool/seen"), process.pid() + "-*")) {
            return seen.iterator().hasNext();
        }
    }
}
