package dev.corewatch.chart;

import dev.corewatch.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Grafana's dashboard, as the chart has it. */
final class Dashboard {

    private Dashboard() {}

    /** What its panels ask, with Grafana's variables filled in. */
    static List<String> queries() throws IOException {
        var dashboard = Json.mapper().readTree(Files.readString(Chart.DIRECTORY.resolve("dashboards/corewatch.json")));
        return dashboard.findValuesAsText("expr").stream()
                .map(query -> query.replace("$__rate_interval", "2m").replaceAll("\\$\\w+", ".*"))
                .toList();
    }
}
