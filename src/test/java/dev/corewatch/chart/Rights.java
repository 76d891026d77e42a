package dev.corewatch.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the chart's Roles allow, taken apart: one kind of object, one verb each. */
final class Rights {

    /**
     * One.
     *
     * @param namespace where; empty for everywhere
     * @param resource with its group, such as {@code events.events.k8s.io}
     * @param name of the only object; empty for all
     */
    record Right(String namespace, String resource, String name, String verb) {}

    private Rights() {}

    /** Of the service account that the chart's bindings name, in a stable order. */
    static List<Right> ofController(String values) throws IOException {
        return Chart.objects(values).stream()
                .filter(object -> object.path("kind").asText().endsWith("Role"))
                .flatMap(Rights::of)
                .sorted(Comparator.comparing(Right::namespace)
                        .thenComparing(Right::resource)
                        .thenComparing(Right::name)
                        .thenComparing(Right::verb))
                .toList();
    }

    private static Stream<Right> of(JsonNode role) {
        var namespace = role.path("metadata").path("namespace").asText();
        return texts(role.path("rules"))
                .flatMap(rule -> texts(rule.path("apiGroups"))
                        .flatMap(group -> texts(rule.path("resources"))
                                .flatMap(resource -> names(rule)
                                        .flatMap(name -> texts(rule.path("verbs"))
                                                .map(verb -> new Right(
                                                        namespace,
                                                        resource(resource.asText(), group.asText()),
                                                        name,
                                                        verb.asText()))))));
    }

    /** As kubectl writes it: {@code haproxycrashes.corewatch.dev/status}. */
    private static String resource(String resource, String group) {
        return group.isEmpty() ? resource : resource.replaceFirst("^[^/]+", "$0." + group);
    }

    private static Stream<String> names(JsonNode rule) {
        return rule.has("resourceNames") ? texts(rule.path("resourceNames")).map(JsonNode::asText) : Stream.of("");
    }

    private static Stream<JsonNode> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
