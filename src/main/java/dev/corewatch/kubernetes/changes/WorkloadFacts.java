package dev.corewatch.kubernetes.changes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a workload to see what the next one changes.
 *
 * @param replicas absent for a DaemonSet
 * @param images of the template, by container
 * @param notes the template's annotations, values by their hashes: checksums of configuration are kept there
 * @param template its hash as a whole
 */
record WorkloadFacts(@Nullable Integer replicas, Map<String, String> images, Map<String, Integer> notes, int template) {

    private static final int MOST_IMAGES = 3;
    private static final int MOST_NOTES = 3;

    /** What kubectl rollout restart writes. */
    private static final String RESTARTED = "kubectl.kubernetes.io/restartedAt";

    static WorkloadFacts of(@Nullable Integer replicas, @Nullable PodTemplateSpec template) {
        var images = new TreeMap<String, String>();
        var notes = new TreeMap<String, Integer>();
        if (template != null) {
            containers(template)
                    .filter(container -> container.getImage() != null)
                    .forEach(container -> images.put(container.getName(), container.getImage()));
            annotations(template).forEach((name, value) -> notes.put(name, Objects.hashCode(value)));
        }
        return new WorkloadFacts(replicas, Map.copyOf(images), Map.copyOf(notes), Objects.hashCode(template));
    }

    /** "(image v7 -> v8)", "(checksum/config changed)", "(restart)", or empty when it is something else; absent when there was no rollout. */
    Optional<String> rolloutTo(WorkloadFacts next) {
        if (template == next.template) {
            return Optional.empty();
        }
        var details = new ArrayList<>(swapped(next));
        details.addAll(noted(next));
        return Optional.of(details.isEmpty() ? "" : " (" + String.join(", ", details) + ")");
    }

    /** "(2 -> 5)"; absent when it wasn't scaled. */
    Optional<String> scalingTo(WorkloadFacts next) {
        return replicas == null || next.replicas == null || replicas.equals(next.replicas)
                ? Optional.empty()
                : Optional.of(" (%d -> %d)".formatted(replicas, next.replicas));
    }

    private List<String> swapped(WorkloadFacts next) {
        return next.images.entrySet().stream()
                .filter(entry ->
                        images.containsKey(entry.getKey()) && !entry.getValue().equals(images.get(entry.getKey())))
                .sorted(Map.Entry.comparingByKey())
                .limit(MOST_IMAGES)
                .map(entry -> "image " + Images.between(images.getOrDefault(entry.getKey(), ""), entry.getValue()))
                .toList();
    }

    private List<String> noted(WorkloadFacts next) {
        var names = new TreeSet<>(notes.keySet());
        names.addAll(next.notes.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(notes.get(name), next.notes.get(name)))
                .limit(MOST_NOTES)
                .map(name -> name.equals(RESTARTED) ? "restart" : name + " changed")
                .toList();
    }

    private static Stream<Container> containers(PodTemplateSpec template) {
        var spec = template.getSpec();
        return spec == null
                ? Stream.of()
                : Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream());
    }

    private static Map<String, String> annotations(PodTemplateSpec template) {
        var metadata = template.getMetadata();
        return metadata == null || metadata.getAnnotations() == null ? Map.of() : metadata.getAnnotations();
    }
}
