package dev.corewatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard speak of what exists, and each alert of what to do. */
final class AlertsTest {

    private static final Path METRICS = Path.of("docs/metrics.md");
    private static final Path RUNBOOKS = Path.of("docs/alerts.md");
    private static final Pattern METRIC = Pattern.compile("\\bcorewatch_\\w+");
    private static final Pattern HEADING = Pattern.compile("^## (.+)$", Pattern.MULTILINE);

    @Test
    void everyAlertSaysWhatAndWhatToDoAndWhereMoreIs() throws IOException {
        var runbooks = HEADING.matcher(Files.readString(RUNBOOKS))
                .results()
                .map(heading -> "docs/alerts.md#" + heading.group(1).toLowerCase(Locale.ROOT))
                .toList();
        var alerts = alerts();

        assertThat(alerts)
                .extracting(alert -> alert.at("/annotations/runbook").asText())
                .isEqualTo(runbooks);
        assertThat(alerts).allSatisfy(alert -> {
            assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
            assertThat(alert.at("/annotations/description").asText()).isNotEmpty();
            assertThat(alert.at("/labels/severity").asText()).isIn("info", "warning", "critical");
        });
    }

    @Test
    void onlyMetricsThatThereAreAreAskedFor() throws IOException {
        var known = METRIC.matcher(Files.readString(METRICS))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        var asked = Stream.concat(
                        alerts().stream().map(alert -> alert.path("expr").asText()), Dashboard.queries().stream())
                .flatMap(query -> METRIC.matcher(query).results())
                .map(metric -> metric.group().replaceFirst("_bucket$", ""))
                .collect(Collectors.toSet());

        assertThat(known).containsAll(asked);
    }

    private static List<JsonNode> alerts() throws IOException {
        JsonNode rules = Chart.YAML.readTree(Files.readString(Chart.DIRECTORY.resolve("rules/corewatch.yaml")));
        return elements(rules.path("groups"))
                .flatMap(group -> elements(group.path("rules")))
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
