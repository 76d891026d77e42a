package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.PodAnnotations;
import dev.corewatch.kubernetes.crash.WatchedPod.End;
import dev.corewatch.kubernetes.crash.WatchedPod.Owner;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is needed of a Pod. Whatever field is absent or nonsense, the rest is read. */
final class PodReader {

    /** The kubelet's own bound is 4096. */
    private static final int MESSAGE = 4096;

    private final HaproxyContainers haproxys;

    PodReader(HaproxyContainers haproxys) {
        this.haproxys = haproxys;
    }

    boolean isWatched(Pod pod) {
        return !haproxys.of(pod).isEmpty();
    }

    WatchedPod read(Pod pod) {
        var meta = pod.getMetadata();
        var spec = Optional.ofNullable(pod.getSpec());
        return new WatchedPod(
                meta.getNamespace(),
                meta.getName(),
                Objects.requireNonNullElse(meta.getUid(), ""),
                spec.map(all -> all.getNodeName()).orElse(null),
                Objects.requireNonNullElse(time(meta.getCreationTimestamp()), Instant.EPOCH),
                owner(meta),
                ours(meta.getAnnotations()),
                containers(pod),
                spec.map(all -> configuration(pod)).orElse(Set.of()));
    }

    private static @Nullable Owner owner(ObjectMeta meta) {
        return meta.getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .findFirst()
                .map(PodReader::owner)
                .orElse(null);
    }

    static Owner owner(OwnerReference reference) {
        return new Owner(reference.getApiVersion(), reference.getKind(), reference.getName());
    }

    static Map<String, String> ours(@Nullable Map<String, String> all) {
        return all == null
                ? Map.of()
                : all.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(PodAnnotations.PREFIX) && entry.getValue() != null)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<WatchedPod.Container> containers(Pod pod) {
        var status = pod.getStatus();
        if (status == null) {
            return List.of();
        }
        var names = Set.copyOf(haproxys.of(pod));
        var images = all(pod).filter(container -> container.getImage() != null)
                .collect(Collectors.toMap(Container::getName, Container::getImage, (first, _) -> first));
        return Stream.concat(status.getInitContainerStatuses().stream(), status.getContainerStatuses().stream())
                .filter(container -> names.contains(container.getName()))
                .map(container -> container(container, images.getOrDefault(container.getName(), "")))
                .toList();
    }

    private static WatchedPod.Container container(ContainerStatus status, String image) {
        var id = id(status.getContainerID());
        var now = terminated(status.getState());
        var before = terminated(status.getLastState());
        // While it waits to be started again the dead container is still the last one.
        boolean waits = now == null && before != null && id != null && id.equals(before.containerId());
        return new WatchedPod.Container(
                status.getName(),
                image.isEmpty() ? Objects.requireNonNullElse(status.getImage(), "") : image,
                id,
                Objects.requireNonNullElse(status.getRestartCount(), 0),
                waits ? before : now,
                waits ? null : before);
    }

    private static @Nullable End terminated(@Nullable ContainerState state) {
        ContainerStateTerminated end = state == null ? null : state.getTerminated();
        if (end == null) {
            return null;
        }
        var message = end.getMessage();
        return new End(
                id(end.getContainerID()),
                Objects.requireNonNullElse(end.getExitCode(), 0),
                end.getReason(),
                message == null ? null : message.substring(0, Math.min(MESSAGE, message.length())),
                time(end.getStartedAt()),
                time(end.getFinishedAt()));
    }

    /** "containerd://0123..." without the runtime. */
    private static @Nullable String id(@Nullable String withRuntime) {
        return withRuntime == null || withRuntime.isBlank()
                ? null
                : withRuntime.substring(withRuntime.lastIndexOf('/') + 1);
    }

    private static Set<String> configuration(Pod pod) {
        var names = new HashSet<String>();
        for (var volume : pod.getSpec().getVolumes()) {
            if (volume.getConfigMap() != null) {
                names.add(volume.getConfigMap().getName());
            }
            if (volume.getProjected() != null) {
                volume.getProjected().getSources().stream()
                        .filter(source -> source.getConfigMap() != null)
                        .forEach(source -> names.add(source.getConfigMap().getName()));
            }
        }
        all(pod).flatMap(container -> container.getEnvFrom().stream())
                .map(EnvFromSource::getConfigMapRef)
                .filter(Objects::nonNull)
                .forEach(reference -> names.add(reference.getName()));
        names.remove(null);
        names.remove("kube-root-ca.crt");
        return names;
    }

    private static Stream<Container> all(Pod pod) {
        return pod.getSpec() == null
                ? Stream.of()
                : Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream());
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            var time = text == null ? null : Instant.parse(text);
            // A kubelet that knows no time says 1970.
            return time == null || time.getEpochSecond() <= 0 ? null : time;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
