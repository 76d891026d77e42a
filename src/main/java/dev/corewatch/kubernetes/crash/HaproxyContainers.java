package dev.corewatch.kubernetes.crash;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which containers are HAProxy's: by their name, by their image's name, or, where neither says so, all of a Pod that has the labels.
 *
 * @param labels of Pods that are HAProxy's; none choose no Pod
 * @param names whole names of containers
 * @param images whole names of images, without registry, tag and digest
 */
public record HaproxyContainers(Map<String, String> labels, Pattern names, Pattern images) {

    private static final Pattern TAG = Pattern.compile("(:[^:/@]*)?(@.*)?$");

    public HaproxyContainers {
        labels = Map.copyOf(labels);
    }

    /** The names of a Pod's containers that are HAProxy's, native sidecars among them, in the Pod's order. */
    List<String> of(Pod pod) {
        var spec = pod.getSpec();
        if (spec == null) {
            return List.of();
        }
        var sidecars = spec.getInitContainers().stream()
                .filter(container -> Objects.equals(container.getRestartPolicy(), "Always"));
        var all = Stream.concat(sidecars, spec.getContainers().stream()).toList();
        var named = all.stream().filter(this::isHaproxy).map(Container::getName).toList();
        return named.isEmpty() && hasLabels(pod)
                ? spec.getContainers().stream().map(Container::getName).toList()
                : named;
    }

    private boolean isHaproxy(Container container) {
        return matches(names).test(container.getName()) || matches(images).test(imageName(container.getImage()));
    }

    private boolean hasLabels(Pod pod) {
        var own = pod.getMetadata().getLabels();
        return !labels.isEmpty() && own != null && own.entrySet().containsAll(labels.entrySet());
    }

    /** "registry:5000/team/haproxy:2.6@sha256:..." is team/haproxy; a registry is told by a dot, a port or localhost. */
    static String imageName(@Nullable String image) {
        if (image == null) {
            return "";
        }
        var untagged = TAG.matcher(image).replaceFirst("");
        int slash = untagged.indexOf('/');
        var first = slash < 0 ? "" : untagged.substring(0, slash);
        boolean isRegistry = first.contains(".") || first.contains(":") || first.equals("localhost");
        return isRegistry ? untagged.substring(slash + 1) : untagged;
    }

    private static Predicate<String> matches(Pattern pattern) {
        return pattern.asMatchPredicate();
    }
}
