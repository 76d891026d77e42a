package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: HAProxy runs, the sidecar beside it; HAProxy dies for real, and everything that should be there is. */
final class SidecarIT {

    @TempDir
    Path dir;

    @BeforeEach
    void letTheDebuggersUserPass() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void tellsWhatKilledTheHaproxyBesideIt() throws Exception {
        var cores = Files.createDirectories(dir.resolve("lab/cores"));
        try (var sidecar = RunningRole.start(dir, cores)) {
            assertThat(sidecar.metric("corewatch_crashes_total", "signal=\"SIGSEGV\""))
                    .endsWith(" 0.0");
            var facts = crashHaproxy(sidecar);
            var report = sidecar.until(
                    "a report",
                    () -> reports("report.json").stream().findFirst().orElse(null));

            assertStory(Json.mapper().readTree(Files.readString(report)), facts);
            assertCountedOnce(sidecar);
            assertNoSecret(facts, sidecar);

            sidecar.kill();
        }
        try (var again = RunningRole.start(dir, cores)) {
            assertCountedOnce(again);
            assertThat(reports("report.json")).hasSize(1);
        }
        assertCommandsKnowIt();
    }

    @Test
    void refusesASpoolThatAnotherProcessHas() throws Exception {
        var cores = Files.createDirectories(dir.resolve("cores"));
        try (var first = RunningRole.start(dir, cores)) {
            var log = dir.resolve("second.log");
            var second = RunningRole.launch(dir, cores, log);

            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(Files.readString(log))
                    .contains("spool", "held by process " + first.pid(), "corewatch.spool.directory");
            assertThat(first.get("/readyz")).contains("UP");
        }
    }

    @Test
    void saysThatHaproxysNameIsNoRegularExpression() throws Exception {
        var cores = Files.createDirectories(dir.resolve("cores"));
        var log = dir.resolve("refused.log");
        var refused = RunningRole.launch(dir, cores, log, Map.of("COREWATCH_CAPTURE_EXECUTABLE", "haproxy("));

        assertThat(refused.waitFor()).isEqualTo(2);
        assertThat(Files.readString(log)).contains("corewatch.capture.executable", "haproxy(");
    }

    @Test
    void namesEverySettingThatItCannotUse() throws Exception {
        var cores = Files.createDirectories(dir.resolve("cores"));
        var log = dir.resolve("refused.log");
        var faults = Map.of("COREWATCH_SPOOL_MAX_BYTES", "plenty", "COREWATCH_CAPTURE_RESCAN", "often");
        var refused = RunningRole.launch(dir, cores, log, faults);

        assertThat(refused.waitFor()).isEqualTo(2);
        assertThat(Files.readString(log))
                .contains("corewatch.spool.max-bytes", "plenty", "corewatch.capture.rescan", "often");
        assertThat(dir.resolve("spool")).doesNotExist();
    }

    private JsonNode crashHaproxy(RunningRole sidecar) throws Exception {
        var lab = new ProcessBuilder(
                        "src/test/lab/lab",
                        "run",
                        "zlib",
                        "--mode",
                        "master",
                        "--out",
                        dir.resolve("lab").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = new BufferedReader(new InputStreamReader(lab.getInputStream(), UTF_8));
                var in = lab.outputWriter(UTF_8)) {
            assertThat(out.readLine()).isNotNull();
            sidecar.until(
                    "the libraries of HAProxy",
                    () -> files("objects", "executable").size() > 3 ? true : null);
            in.write("\n");
            in.flush();
            return Json.mapper().readTree(out.readLine());
        } finally {
            lab.waitFor();
        }
    }

    private static void assertStory(JsonNode report, JsonNode facts) {
        assertThat(report.path("kind").asText()).isEqualTo("memory");
        assertThat(report.path("signal").path("name").asText()).isEqualTo("SIGSEGV");
        assertThat(report.path("stack").path("trust").asText()).isEqualTo("verified");
        assertThat(report.path("request").path("backend").asText()).isEqualTo("thing_two");
        assertThat(report.path("request").path("algorithm").asText()).isEqualTo("gzip");
        assertThat(report.path("signature").path("title").asText()).contains("memcpy", "libz", "deflate");
        assertThat(report.path("advice").toString()).contains("libslz");
        assertThat(report.path("core").path("bytes").asLong())
                .isEqualTo(facts.path("coreBytes").asLong());
    }

    private static void assertCountedOnce(RunningRole sidecar) throws Exception {
        var series = sidecar.until("the crash is counted", () -> {
            var line = sidecar.metric("corewatch_crashes_total", "signal=\"SIGSEGV\"");
            return line.endsWith(" 0.0") ? null : line;
        });
        assertThat(series).endsWith(" 1.0");
    }

    /** Everything that may leave the spool: reports, log, metrics, groups; not the core and the raw analysis. */
    private void assertNoSecret(JsonNode facts, RunningRole sidecar) throws Exception {
        var texts = new ArrayList<>(List.of(sidecar.log(), sidecar.get("/metrics")));
        for (var name : List.of("report.txt", "report.json", "report.md", "report.html", "occurrence.json")) {
            texts.add(Files.readString(reports(name).getFirst()));
        }
        for (var secret : facts.path("request").path("secrets")) {
            assertThat(texts).noneMatch(text -> text.contains(secret.asText()));
        }
    }

    private void assertCommandsKnowIt() {
        var spool = dir.resolve("spool").toString();
        var list = Shell.run("list", "--spool", spool, "--output", "json");
        assertThat(list.out()).contains("\"count\":1");
        var id = occurrence();
        assertThat(Shell.run("show", id.substring(0, 8), "--spool", spool).out())
                .contains("SIGSEGV", "thing_two");
        assertThat(Shell.run("bundle", id, "--spool", spool).out()).contains("haproxy -vv", "deflate");
        assertThat(Shell.run("ack", id, "--note", "#123", "--spool", spool).exitCode())
                .isZero();
        assertThat(Shell.run("list", "--spool", spool, "--output", "json").out())
                .contains("\"acknowledged\":true", "#123");
    }

    private String occurrence() {
        var id = Shell.run(
                "list",
                "--occurrences",
                "--output",
                "json",
                "--spool",
                dir.resolve("spool").toString());
        return id.out().replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    }

    private List<Path> reports(String name) throws IOException {
        return files("spool", name);
    }

    /** What has that name below; a tree that changes meanwhile is read as far as it goes. */
    private List<Path> files(String below, String name) throws IOException {
        var found = new ArrayList<Path>();
        var root = dir.resolve("spool").resolve(below);
        if (Files.isDirectory(root)) {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.endsWith(name)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return found;
    }
}
