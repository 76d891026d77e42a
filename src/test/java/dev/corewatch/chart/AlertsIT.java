package dev.corewatch.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alerts and the dashboard's queries, by Prometheus's own promtool. */
final class AlertsIT {

    private static final Path RULES =
            Chart.DIRECTORY.resolve("rules/corewatch.yaml").toAbsolutePath();
    private static final Path CASES = Path.of("src/test/resources/prometheus/alerts.yaml");

    @TempDir
    Path dir;

    @Test
    void alertsAreRaisedByWhatTheyAreForAndByNothingElse() throws Exception {
        var cases = dir.resolve("cases.yaml");
        Files.writeString(cases, Files.readString(CASES).replace("RULES", RULES.toString()));

        promtool("test", "rules", cases.toString());
    }

    @Test
    void theDashboardsQueriesCanBeRead() throws Exception {
        var queries = Dashboard.queries();
        var rules = Stream.iterate(0, number -> number < queries.size(), number -> number + 1)
                .map(number -> Map.of("record", "panel:" + number, "expr", queries.get(number)))
                .toList();
        var file = dir.resolve("queries.yaml");
        Json.mapper().writeValue(file.toFile(), Map.of("groups", List.of(Map.of("name", "dashboard", "rules", rules))));

        assertThat(promtool("check", "rules", file.toString())).contains(queries.size() + " rules found");
    }

    private static String promtool(String... words) throws IOException, InterruptedException {
        var command = Stream.concat(Stream.of("promtool"), Stream.of(words)).toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
