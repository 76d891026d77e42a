package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import dev.corewatch.lab.LabCrash;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** elfutils' own server (Debian: debuginfod), and the command as people run it. */
@Timeout(300)
final class RealDebuginfodIT {

    @TempDir
    Path dir;

    @Test
    void findsTheLinesOfTheSourceOnlyWhenAServerIsNamed() throws Exception {
        var crash = LabCrash.of("zlib", "zlib");
        assertThat(sources(analyze(crash, null))).isZero();

        int port = freePort();
        var server = new ProcessBuilder(
                        "debuginfod",
                        "-F",
                        "-d",
                        ":memory:",
                        "-p",
                        String.valueOf(port),
                        crash.debugDirectory().orElseThrow().toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("debuginfod.log").toFile())
                .start();
        try {
            var url = "http://127.0.0.1:" + port;
            awaitScan(server, url + "/buildid/" + buildId(crash) + "/debuginfo");

            var report = analyze(crash, url);

            assertThat(sources(report)).isPositive();
            assertThat(report.path("notes").toString()).doesNotContain("debuginfod");
        } finally {
            server.destroyForcibly().waitFor();
        }
        try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().startsWith("corewatch-fetched"));
        }
    }

    private static String buildId(LabCrash crash) throws Exception {
        var executable = crash.files().executable();
        assertThat(executable).isNotNull();
        return String.valueOf(executable == null ? null : executable.module().buildId());
    }

    /** How many frames have a place in HAProxy's sources. */
    private static long sources(JsonNode report) {
        return report.path("stack")
                .path("frames")
                .valueStream()
                .filter(frame -> frame.path("file").asText().startsWith("src/"))
                .count();
    }

    private JsonNode analyze(LabCrash crash, @Nullable String url) throws Exception {
        var builder = new ProcessBuilder(
                        Program.path(),
                        "analyze",
                        crash.core().toString(),
                        "--exe",
                        crash.executable().toString(),
                        "--output",
                        "json")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().remove("DEBUGINFOD_URLS");
        if (url != null) {
            builder.environment().put("DEBUGINFOD_URLS", url);
        }
        var process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return Json.mapper().readTree(out);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitScan(Process server, String file) throws Exception {
        while (!isThere(file)) {
            assertThat(server.waitFor(50, TimeUnit.MILLISECONDS))
                    .as(() -> log())
                    .isFalse();
        }
    }

    private static boolean isThere(String file) throws IOException {
        var connection = (HttpURLConnection) URI.create(file).toURL().openConnection();
        try {
            return connection.getResponseCode() == 200;
        } catch (IOException notListening) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private String log() {
        try {
            return Files.readString(dir.resolve("debuginfod.log"));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
