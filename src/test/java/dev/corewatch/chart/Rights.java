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
     * @param resource with its group, as kubectl writes it: {@code haproxycrashes.corewatch.dev/status}
     * @param name of the only object; empty for all
     */
    record Right(String namespace, String resource, String name, String verb) {}

    private Rights() {}

    /** Of the service account that the chart's bindings name, in a stable order. */
    static List<Right> ofController(String values) throws IOException {
        return Chart.objects(values).stream()
                .filter(object -> object.path("kind").asText().endsWith("Role"))
                .flatMap(role -> StreamSupport.stream(role.path("rules").spliterator(), false)
                        .flatMap(rule ->
                                of(role.path("metadata").path("namespace").asText(), rule)))
                .sorted(Comparator.comparing(Right::namespace)
                        .thenComparing(Right::resource)
                        .thenComparing(Right::name)
                        .thenComparing(Right::verb))
                .toList();
    }

    /** All that one rule of a Role allows. */
    static Stream<Right> of(
            String namespace, List<String> groups, List<String> resources, List<String> names, List<String> verbs) {
        var only = names.isEmpty() ? List.of("") : names;
        return groups.stream()
                .flatMap(group -> resources.stream().map(resource -> resource(resource, group)))
                .flatMap(resource -> only.stream()
                        .flatMap(name -> verbs.stream().map(verb -> new Right(namespace, resource, name, verb))));
    }

    private static Stream<Right> of(String namespace, JsonNode rule) {
        return of(
                namespace,
                texts(rule.path("apiGroups")),
                texts(rule.path("resources")),
                texts(rule.path("resourceNames")),
                texts(rule.path("verbs")));
    }

    private static String resource(String resource, String group) {
        return group.isEmpty() ? resource : resource.replaceFirst("^[^/]+", "$0." + group);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
