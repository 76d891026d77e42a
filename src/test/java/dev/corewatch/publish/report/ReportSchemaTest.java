package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corewatch.crash.Report;
import dev.corewatch.json.Json;
import dev.corewatch.publish.report.SchemaFields.Field;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/report-schema.md is written by hand and must agree with the records; docs/report-schema.json is made from them by
 * {@code UPDATE_DOCS=1 scripts/maven test -Dtest=ReportSchemaTest}.
 */
final class ReportSchemaTest {

    private static final Path PAGE = Path.of("docs/report-schema.md");
    private static final Path JSON_SCHEMA = Path.of("docs/report-schema.json");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| (.*?) \\| (.*?) \\| (.+) \\|$", Pattern.MULTILINE);

    @Test
    void thePageDescribesExactlyTheFieldsOfTheRecords() throws IOException {
        var described = ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> new Field(row.group(1), row.group(2), !row.group(3).equals("never")))
                .toList();
        assertThat(described).isEqualTo(SchemaFields.of(Report.class));
    }

    @Test
    void thePageNamesTheVersionOfTheSchema() throws IOException {
        assertThat(Files.readString(PAGE)).contains("Version " + Report.SCHEMA + ".");
    }

    @Test
    void theJsonSchemaSaysTheSame() throws IOException {
        var schema = Json.mapper().createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "corewatch report, version " + Report.SCHEMA);
        object(schema, Report.class);
        var text = schema.toPrettyString() + "\n";
        if (System.getenv("UPDATE_DOCS") != null) {
            Files.writeString(JSON_SCHEMA, text);
        }
        assertThat(Files.readString(JSON_SCHEMA)).isEqualTo(text);
    }

    private static void object(ObjectNode node, Class<?> type) {
        node.put("type", "object");
        var properties = node.putObject("properties");
        var required = node.putArray("required");
        for (var component : type.getRecordComponents()) {
            property(properties.putObject(component.getName()), component);
            if (!SchemaFields.isOptional(component)) {
                required.add(component.getName());
            }
        }
    }

    private static void property(ObjectNode node, RecordComponent component) {
        var element = SchemaFields.element(component.getGenericType());
        if (component.getGenericType() instanceof ParameterizedType) {
            node.put("type", "array");
            value(node.putObject("items"), element);
        } else {
            value(node, element);
        }
    }

    private static void value(ObjectNode node, Class<?> type) {
        if (type.isRecord()) {
            object(node, type);
        } else if (type.isEnum()) {
            var constants = node.putArray("enum");
            SchemaFields.constants(type).forEach(constants::add);
        } else {
            node.put("type", SchemaFields.simple(type));
        }
    }
}
