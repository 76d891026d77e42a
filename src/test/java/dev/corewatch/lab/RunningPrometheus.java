package dev.corewatch.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's Prometheus, which scrapes one role every second. */
public final class RunningPrometheus implements AutoCloseable {

    private final Process process;
    private final int port;

    private RunningPrometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; it answers a moment later.
     *
     * @param directory for all that it writes
     * @param target port of the role on this machine
     */
    public static RunningPrometheus start(Path directory, int target) throws IOException {
        var config = directory.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 1s}
                scrape_configs: [{job_name: corewatch, static_configs: [{targets: ["127.0.0.1:%d"]}]}]
                """.formatted(target));
        int port = freePort();
        var process = new ProcessBuilder(
                        "prometheus",
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("prometheus"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
        return new RunningPrometheus(process, port);
    }

    /** What it answers to a query: status, and data.result. */
    public JsonNode query(String expression) throws IOException, InterruptedException {
        var address = "http://127.0.0.1:%d/api/v1/query?query=%s".formatted(port, URLEncoder.encode(expression, UTF_8));
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(address)).build();
            return Json.mapper()
                    .readTree(client.send(request, BodyHandlers.ofString()).body());
        }
    }

    /** Prometheus takes no port of the system's choice; between this and its start another one may, and the test fails then. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
