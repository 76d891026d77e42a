package dev.corewatch.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files in which runtimes describe their containers. */
public enum Dialect {

    /** config.json of an OCI bundle (containerd, CRI-O): https://github.com/opencontainers/runtime-spec/blob/main/config.md. */
    OCI,

    /** config.v2.json of Docker: https://github.com/moby/moby, container. */
    DOCKER,

    /** containers.json of Podman's storage, a list of all containers: https://github.com/containers/storage. */
    PODMAN,

    /** state.json of runc, which keeps the bundle's annotations as {@code config.labels}, {@code NAME=VALUE}. */
    RUNC;

    private static final int MOST_LABELS = 256;

    /**
     * What the text says of the container.
     *
     * @throws IllegalArgumentException when it says nothing, with the reason
     */
    Description read(String text, String id) {
        var file = tree(text);
        return switch (this) {
            case OCI -> oci(file);
            case DOCKER -> docker(file);
            case PODMAN -> podman(file, id);
            case RUNC -> new Description(labels(texts(file.path("config").path("labels"))), Map.of(), id, null);
        };
    }

    /**
     * The text's object or array.
     *
     * @throws IllegalArgumentException when it is none
     */
    static JsonNode tree(String text) {
        try {
            var tree = Json.mapper().readTree(text);
            if (tree.isContainerNode()) {
                return tree;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON", e);
        }
        throw new IllegalArgumentException("it is no JSON object");
    }

    private static Description oci(JsonNode file) {
        var annotations = strings(file.path("annotations"));
        var environment = Environment.of(texts(file.path("process").path("env")));
        return new Description(annotations, environment, annotations.get("nerdctl/name"), null);
    }

    /** A name begins with a slash. */
    private static Description docker(JsonNode file) {
        var config = file.path("Config");
        var name = text(file.path("Name"));
        return new Description(
                strings(config.path("Labels")),
                Environment.of(texts(config.path("Env"))),
                name != null && name.startsWith("/") ? name.substring(1) : name,
                text(config.path("Image")));
    }

    /** Its metadata is JSON in JSON. */
    private static Description podman(JsonNode file, String id) {
        var own = file.valueStream()
                .filter(container -> id.equals(container.path("id").textValue()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("it has no container " + id));
        var image = tree(own.path("metadata").asText("{}")).path("image-name");
        return new Description(Map.of(), Map.of(), text(own.path("names").path(0)), text(image));
    }

    private static Map<String, String> strings(JsonNode object) {
        var strings = new LinkedHashMap<String, String>();
        object.propertyStream()
                .filter(property -> property.getValue().isTextual())
                .limit(MOST_LABELS)
                .forEach(property ->
                        strings.put(property.getKey(), property.getValue().textValue()));
        return strings;
    }

    private static Map<String, String> labels(Stream<String> lines) {
        var labels = new LinkedHashMap<String, String>();
        lines.filter(line -> line.indexOf('=') > 0).limit(MOST_LABELS).forEach(line -> {
            int equals = line.indexOf('=');
            labels.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
        });
        return labels;
    }

    private static Stream<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::textValue).filter(Objects::nonNull);
    }

    private static @Nullable String text(JsonNode node) {
        var text = node.textValue();
        return text == null || text.isEmpty() ? null : text;
    }
}
