package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HAProxy's log is followed while HAProxy dies for real: words and core are one crash, and words alone are one too. */
final class SidecarWordsIT {

    @TempDir
    Path dir;

    @BeforeEach
    void letTheDebuggersUserPass() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void theMastersWordsAndTheCoreAreOneCrash() throws Exception {
        var cores = Files.createDirectories(dir.resolve("lab/cores"));
        try (var sidecar = start(cores)) {
            crash("bug-on", "master");
            var report = onlyReport(sidecar, "gdb");

            assertThat(report.path("kind").asText()).isEqualTo("assertion");
            assertThat(report.path("signature").path("title").asText()).contains("one > zero");
            assertThat(report.path("notes").toString())
                    .contains("HAProxy's log: ", "bug condition", "exited with code");
            assertCounted(sidecar, "SIGSEGV");
        }
    }

    @Test
    void wordsWithoutACoreAreACrashAndSayWhy() throws Exception {
        var elsewhere = Files.createDirectories(dir.resolve("no-cores-come-here"));
        try (var sidecar = start(elsewhere)) {
            crash("bug-on", "master");
            var report = onlyReport(sidecar, "none");

            assertThat(report.path("kind").asText()).isEqualTo("assertion");
            assertThat(report.path("deliberate").asBoolean()).isTrue();
            assertThat(report.path("signal").path("name").asText()).isEqualTo("SIGSEGV");
            assertThat(report.path("stack").path("frames").isEmpty()).isFalse();
            assertThat(report.path("signature").path("title").asText()).contains("one > zero");
            assertCounted(sidecar, "SIGSEGV");
            sidecar.until(
                    "the gap",
                    () -> sidecar.metric("corewatch_crash_gaps_total", "missing=\"core\"")
                                    .endsWith(" 1.0")
                            ? true
                            : null);
        }
    }

    @Test
    void aKilledWorkerIsKnownByItsMastersWordAlone() throws Exception {
        var cores = Files.createDirectories(dir.resolve("lab/cores"));
        try (var sidecar = start(cores)) {
            crash("sigkill", "master");
            var report = onlyReport(sidecar, "none");

            assertThat(report.path("signal").path("name").asText()).isEqualTo("SIGKILL");
            assertCounted(sidecar, "SIGKILL");
        }
    }

    @Test
    void withoutAMasterTheLastWordsJoinTheCore() throws Exception {
        var cores = Files.createDirectories(dir.resolve("lab/cores"));
        try (var sidecar = start(cores)) {
            crash("bug-on", "single");
            var report = onlyReport(sidecar, "gdb");

            assertThat(report.path("notes").toString()).contains("HAProxy's log: ", "bug condition");
            assertThat(report.path("signature").path("title").asText()).contains("one > zero");
            assertCounted(sidecar, "SIGSEGV");
        }
    }

    private RunningRole start(Path cores) throws Exception {
        var log = Files.createDirectories(dir.resolve("lab")).resolve("haproxy.log");
        return RunningRole.start(dir, cores, Map.of("COREWATCH_CAPTURE_LOG", log.toString()));
    }

    private void crash(String scenario, String mode) throws Exception {
        var out = dir.resolve("lab").toString();
        var lab = new ProcessBuilder("src/test/lab/lab", "crash", scenario, "--mode", mode, "--out", out)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(new String(lab.getInputStream().readAllBytes(), UTF_8)).contains(scenario);
        assertThat(lab.waitFor()).isZero();
    }

    /** Of the one crash there is, told with what is expected. */
    private JsonNode onlyReport(RunningRole sidecar, String debugger) throws Exception {
        var reports = sidecar.until("a report that rests on " + debugger, () -> {
            var all = reports();
            return all.isEmpty() || !all.getFirst().path("debugger").asText().equals(debugger) ? null : all;
        });
        assertThat(reports).hasSize(1);
        return reports.getFirst();
    }

    private List<JsonNode> reports() throws IOException {
        var occurrences = dir.resolve("spool/spool");
        try (Stream<Path> directories = Files.list(occurrences)) {
            return directories
                    .map(directory -> directory.resolve("report.json"))
                    .filter(Files::exists)
                    .map(SidecarWordsIT::json)
                    .toList();
        }
    }

    private static JsonNode json(Path file) {
        try {
            return Json.mapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertCounted(RunningRole sidecar, String signal) throws Exception {
        var series = sidecar.until("the crash is counted", () -> {
            var line = sidecar.metric("corewatch_crashes_total", "signal=\"" + signal + "\"");
            return line.endsWith(" 0.0") ? null : line;
        });
        assertThat(series).endsWith(" 1.0");
    }
}
