package dev.corewatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/helm-values.md is made from the chart's values.yaml; UPDATE_DOCS=1 in the environment writes it anew. */
final class ValuesReferenceTest {

    private static final Path PAGE = Path.of("docs/helm-values.md");
    private static final Path VALUES = Chart.DIRECTORY.resolve("values.yaml");
    private static final Path SCHEMA = Chart.DIRECTORY.resolve("values.schema.json");
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]\\w*):.*");
    private static final int INDENTATION = 2;

    /** One that has a comment: it is a value as a whole, whatever it holds. */
    private record Value(String path, String meaning) {}

    @Test
    void thePageSaysWhatTheValuesSay() throws IOException {
        var page = page();
        if (System.getenv("UPDATE_DOCS") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as(PAGE + "; run UPDATE_DOCS=1 scripts/maven test -Dtest=ValuesReferenceTest")
                .isEqualTo(page);
    }

    @Test
    void theSchemaKnowsEveryValueAndNoOther() throws IOException {
        var documented = new TreeSet<String>();
        values().forEach(value -> documented.add(value.path()));
        var known = new TreeSet<String>();
        leaves("", Json.mapper().readTree(Files.readString(SCHEMA)), known);
        known.remove("global");

        assertThat(known).isEqualTo(documented);
    }

    /** Objects with properties of their own are no values. */
    private static void leaves(String path, JsonNode schema, Set<String> into) {
        if (!schema.has("properties")) {
            into.add(path);
            return;
        }
        schema.path("properties")
                .properties()
                .forEach(property -> leaves(
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                        property.getValue(),
                        into));
    }

    private static String page() throws IOException {
        var text = new StringBuilder("""
                # The chart's values

                Made from `helm/corewatch/values.yaml`; `values.schema.json` refuses what can't be meant, and unknown names.

                | value | default | meaning |
                |---|---|---|
                """);
        JsonNode defaults = Chart.YAML.readTree(Files.readString(VALUES));
        for (var value : values()) {
            var standard = defaults.at("/" + value.path().replace('.', '/'));
            assertThat(standard.isMissingNode()).as(value.path()).isFalse();
            text.append("| `%s` | `%s` | %s |\n"
                    .formatted(value.path(), standard, value.meaning().replace("|", "\\|")));
        }
        return text.toString();
    }

    private static List<Value> values() throws IOException {
        var values = new ArrayList<Value>();
        var path = new ArrayList<String>();
        var comment = new ArrayList<String>();
        int below = Integer.MAX_VALUE;
        for (var line : Files.readAllLines(VALUES)) {
            var key = KEY.matcher(line);
            if (line.isBlank()) {
                comment.clear();
            } else if (line.strip().startsWith("# ")) {
                comment.add(line.strip().substring(2));
            } else if (key.matches() && key.group(1).length() / INDENTATION < below) {
                int depth = key.group(1).length() / INDENTATION;
                path.subList(depth, path.size()).clear();
                path.add(key.group(2));
                below = comment.isEmpty() ? Integer.MAX_VALUE : depth + 1;
                if (!comment.isEmpty()) {
                    values.add(new Value(String.join(".", path), String.join(" ", comment)));
                }
                comment.clear();
            }
        }
        return values;
    }
}
