package dev.corewatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.chart.Rights.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of rights in docs/kubernetes-security.md is made from the chart; UPDATE_DOCS=1 in the environment writes it anew. */
final class RightsReferenceTest {

    private static final Path PAGE = Path.of("docs/kubernetes-security.md");
    private static final String BEGIN = "<!-- rights: made from the chart -->\n";
    private static final String END = "<!-- end -->\n";

    @Test
    void thePageSaysWhatTheChartGrants() throws IOException {
        var page = Files.readString(PAGE);
        var before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        var after = page.substring(page.indexOf(END));
        var wanted = before + table(Rights.ofController(Chart.LEAST)) + after;
        if (System.getenv("UPDATE_DOCS") != null) {
            Files.writeString(PAGE, wanted);
        }
        assertThat(Files.readString(PAGE))
                .as(PAGE + "; run UPDATE_DOCS=1 scripts/maven test -Dtest=RightsReferenceTest")
                .isEqualTo(wanted);
    }

    private static String table(List<Right> rights) {
        var verbs = rights.stream()
                .collect(Collectors.groupingBy(
                        right -> new Right(right.namespace(), right.resource(), right.name(), ""),
                        LinkedHashMap::new,
                        Collectors.mapping(Right::verb, Collectors.joining(", "))));
        var text = new StringBuilder("""
                | ServiceAccount | where | what | only | may |
                |---|---|---|---|---|
                """);
        verbs.forEach((right, may) -> text.append("| `corewatch` | %s | `%s` | %s | %s |\n"
                .formatted(
                        right.namespace().isEmpty() ? "the cluster" : "its namespace",
                        right.resource(),
                        right.name().isEmpty() ? "" : "`" + right.name() + "`",
                        may)));
        return text.append("| `corewatch-agent` | | nothing | | |\n").toString();
    }
}
