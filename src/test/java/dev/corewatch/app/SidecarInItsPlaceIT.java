package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import dev.corewatch.lab.RunningLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sidecar where people put it: in a container beside HAProxy's, in the same pid namespace, as the same user, with no capability and a
 * read-only root. HAProxy's container is of another distribution than the sidecar's.
 */
final class SidecarInItsPlaceIT {

    /** What Docker leaves to root, and what reading another user's process takes. */
    private static final List<String> ROOT =
            List.of("CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "SETUID", "SETGID", "SETPCAP", "KILL", "SYS_PTRACE");

    @TempDir
    Path dir;

    @Test
    void explainsTheCrashWithTheContainersLibrariesAndNoPrivilege() throws Exception {
        try (var pod = RunningLab.start("pod");
                var haproxy = haproxy("container", pod);
                var sidecar = beside("--pids", pod.pids())) {
            assertThat(sidecar.status())
                    .containsPattern("Uid:\t99\t99\t99\t99\n")
                    .containsPattern("CapBnd:\t0+\n")
                    .containsPattern("NoNewPrivs:\t1\n");
            awaitFilesOf(haproxy, sidecar);

            var report = reportOf(haproxy, sidecar);

            assertStory(report);
            assertThat(report.path("stack").path("trust").asText()).isEqualTo("verified");
            assertThat(report.path("debugger").asText()).isEqualTo("gdb");
            assertThat(module(report, "libc.so.6").path("buildId").asText())
                    .isNotEqualTo(buildIdOfOurs(report, "libc.so.6"));
            assertThat(sidecar.metric("corewatch_crashes_total", "signal=\"SIGSEGV\""))
                    .endsWith(" 1.0");
        }
    }

    @Test
    void worksForAHaproxyThatDropsItsUidAndIsDumpable() throws Exception {
        try (var pod = RunningLab.start("pod");
                var haproxy = haproxy("container-dropped", pod);
                var sidecar = beside("--pids", pod.pids())) {
            awaitFilesOf(haproxy, sidecar);

            var report = reportOf(haproxy, sidecar);

            assertStory(report);
            assertThat(report.path("stack").path("trust").asText()).isEqualTo("verified");
        }
    }

    @Test
    void saysThatAHaproxyThatDropsItsUidIsNotDumpable() throws Exception {
        try (var pod = RunningLab.start("pod");
                var haproxy = haproxy("container-undumpable", pod);
                var sidecar = beside("--pids", pod.pids())) {
            var refusal = sidecar.until("the refusal", () -> lineOf(haproxy, sidecar, "can't be read"));

            assertThat(refusal).contains("it is not dumpable", "set-dumpable");
        }
    }

    @Test
    void saysWhyAJailedWorkersLibrariesAreOutOfReach() throws Exception {
        try (var pod = RunningLab.start("pod");
                var haproxy = haproxy("container-jail", pod);
                var sidecar = beside("--pids", pod.pids())) {
            sidecar.until("the refusal", () -> lineOf(haproxy, sidecar, "not kept"));

            var report = reportOf(haproxy, sidecar);

            assertThat(report.path("stack").path("trust").asText()).isEqualTo("unverified");
            assertThat(module(report, "haproxy").path("match").asText()).isEqualTo("verified");
            assertThat(report.path("notes").toString())
                    .contains("libz.so.1", "is not below the process's root", "it runs as 0:0, corewatch as 99:99");
        }
    }

    @Test
    void takesAJailedWorkersLibrariesFromItsMastersRootWhenItMay() throws Exception {
        var options = ROOT.stream().flatMap(name -> Stream.of("--capability", name));
        try (var pod = RunningLab.start("pod");
                var haproxy = haproxy("container-jail", pod);
                var sidecar = beside(Stream.concat(Stream.of("--pids", pod.pids(), "--uid", "0"), options)
                        .toArray(String[]::new))) {
            awaitFilesOf(haproxy, sidecar);

            var report = reportOf(haproxy, sidecar);

            assertStory(report);
            assertThat(report.path("stack").path("trust").asText()).isEqualTo("verified");
        }
    }

    @Test
    void tellsAfterItsRestartOfTheHaproxyThatTookItDown() throws Exception {
        try (var haproxy = RunningLab.start(
                "run",
                "container",
                "--mode",
                "single",
                "--out",
                dir.resolve("lab").toString())) {
            try (var sidecar = beside("--pids", haproxy.pids())) {
                awaitFilesOf(haproxy, sidecar);
                haproxy.kill();
                sidecar.awaitEnd();
            }
        }
        try (var sidecar = beside()) {
            var report = sidecar.until("the report", this::report);

            assertStory(report);
            assertThat(report.path("stack").path("trust").asText()).isEqualTo("verified");
        }
    }

    @Test
    void namesTheFunctionOfACoreThatIsTooShortForBuildIds() throws Exception {
        try (var pod = RunningLab.start("pod");
                var haproxy = haproxy("container-truncated", pod)) {
            try (var before = beside("--pids", pod.pids())) {
                awaitFilesOf(haproxy, before);
            }
            haproxy.kill();
            try (var sidecar = beside("--pids", pod.pids())) {
                var report = sidecar.until("the report", this::report);

                assertThat(module(report, "libfaults.so").path("match").asText())
                        .isEqualTo("kept");
                assertThat(report.path("stack").path("trust").asText()).isEqualTo("partial");
                assertThat(report.path("stack").path("reasons").toString())
                        .contains("libfaults.so: its build-id is not in the core");
                assertThat(report.path("stack")
                                .path("frames")
                                .path(0)
                                .path("function")
                                .asText())
                        .isEqualTo("descend");
            }
        }
    }

    private RunningLab haproxy(String scenario, RunningLab pod) throws IOException {
        return RunningLab.start(
                "run",
                scenario,
                "--pids",
                pod.pids(),
                "--out",
                dir.resolve("lab").toString());
    }

    private RunningRole beside(String... options) throws Exception {
        return RunningRole.beside(dir, Files.createDirectories(dir.resolve("lab/cores")), List.of(options));
    }

    private static void awaitFilesOf(RunningLab haproxy, RunningRole sidecar) throws Exception {
        sidecar.until("HAProxy's files", () -> lineOf(haproxy, sidecar, "files kept"));
    }

    private static @Nullable String lineOf(RunningLab haproxy, RunningRole sidecar, String words) throws IOException {
        var worker = "HAProxy " + haproxy.ready().path("workerPid").asText() + ":";
        return sidecar.log()
                .lines()
                .filter(line -> line.contains(worker) && line.contains(words))
                .findFirst()
                .orElse(null);
    }

    private JsonNode reportOf(RunningLab haproxy, RunningRole sidecar) throws Exception {
        haproxy.kill();
        return sidecar.until("the report", this::report);
    }

    private @Nullable JsonNode report() throws IOException {
        var occurrences = dir.resolve("spool/spool");
        if (!Files.isDirectory(occurrences)) {
            return null;
        }
        var reports = new ArrayList<Path>();
        try (var all = Files.newDirectoryStream(occurrences)) {
            all.forEach(occurrence -> reports.add(occurrence.resolve("report.json")));
        }
        assertThat(reports).hasSizeLessThanOrEqualTo(1);
        return reports.isEmpty() || !Files.exists(reports.getFirst())
                ? null
                : Json.mapper().readTree(Files.readString(reports.getFirst()));
    }

    private static void assertStory(JsonNode report) {
        assertThat(report.path("kind").asText()).isEqualTo("memory");
        assertThat(report.path("request").path("backend").asText()).isEqualTo("thing_two");
        assertThat(report.path("request").path("algorithm").asText()).isEqualTo("gzip");
        assertThat(report.path("signature").path("title").asText()).contains("libz", "deflate");
    }

    private static JsonNode module(JsonNode report, String name) {
        return report.path("modules")
                .valueStream()
                .filter(module -> module.path("path").asText().endsWith("/" + name))
                .findFirst()
                .orElseThrow();
    }

    /** Of the file that has the same path here, where the sidecar's container has its programs from. */
    private static String buildIdOfOurs(JsonNode report, String name) throws Exception {
        var process = new ProcessBuilder(
                        "readelf", "-n", module(report, name).path("path").asText())
                .start();
        var words = new String(process.getInputStream().readAllBytes(), UTF_8);
        return words.replaceFirst("(?s).*Build ID: ([0-9a-f]+).*", "$1");
    }
}
