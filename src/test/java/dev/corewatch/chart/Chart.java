package dev.corewatch.chart;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The chart, as Helm's own engine renders it within this process. */
final class Chart {

    static final Path DIRECTORY = Path.of("helm/corewatch");
    static final String RELEASE = "corewatch";
    static final String NAMESPACE = "corewatch";

    /** What must be said. */
    static final String LEAST = "cluster: {name: test}\n";

    static final ObjectReader YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerFor(JsonNode.class);

    private static final String KUBERNETES = "1.34.0";

    private Chart() {}

    /**
     * The objects as one text.
     *
     * @param values as YAML
     * @throws IllegalStateException with Helm's words, when it refuses them
     */
    static String rendered(String values) throws IOException {
        return rendered(values, KUBERNETES);
    }

    static String rendered(String values, String kubernetes) throws IOException {
        return rendered(values, kubernetes, RELEASE, NAMESPACE);
    }

    private static String rendered(String values, String kubernetes, String release, String namespace)
            throws IOException {
        var file = Files.createTempFile("values", ".yaml");
        try {
            Files.writeString(file, values);
            return new Helm(DIRECTORY)
                    .template()
                    .withName(release)
                    .withNamespace(namespace)
                    .withKubeVersion(kubernetes)
                    .withValuesFile(file)
                    .call();
        } finally {
            Files.delete(file);
        }
    }

    /** The objects, of the API's default namespace where they name none. */
    static List<JsonNode> objects(String values) throws IOException {
        return parsed(rendered(values));
    }

    /** Those of a release that is called so. */
    static List<JsonNode> objects(String values, String release, String namespace) throws IOException {
        return parsed(rendered(values, KUBERNETES, release, namespace));
    }

    static List<JsonNode> parsed(String documents) throws IOException {
        try (var all = YAML.<JsonNode>readValues(documents)) {
            return all.readAll().stream()
                    .filter(document -> document != null && document.has("kind"))
                    .toList();
        }
    }

    /** The only one of that kind and name. */
    static JsonNode object(List<JsonNode> objects, String kind, String name) {
        var found = objects.stream()
                .filter(object -> object.path("kind").asText().equals(kind)
                        && name(object).equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind + " " + name);
        }
        return found.getFirst();
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }
}
