package dev.corewatch.kubernetes.crash;

import dev.corewatch.system.RecentMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The informer's store of Pods: only HAProxy's, and of these only what {@link PodReader} reads. A cluster's Pods as a whole would need
 * some 10 kB each.
 */
final class PodStore extends BasicItemStore<Pod> {

    /** An agent's report on a Pod may come when that is gone. */
    private static final int GONE = 1000;

    private final PodReader reader;
    private final Map<String, Pod> gone = Collections.synchronizedMap(RecentMap.byArrival(GONE));

    PodStore(PodReader reader) {
        super(Cache::metaNamespaceKeyFunc);
        this.reader = reader;
    }

    @Override
    public @Nullable Pod remove(String key) {
        var pod = super.remove(key);
        if (pod != null) {
            gone.put(key, pod);
        }
        return pod;
    }

    /** The last one of that name that went away. */
    Optional<Pod> gone(String key) {
        return Optional.ofNullable(gone.get(key));
    }

    @Override
    public @Nullable Pod put(String key, Pod pod) {
        return reader.isWatched(pod) ? super.put(key, trimmed(pod)) : super.remove(key);
    }

    static Pod trimmed(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withManagedFields(List.of())
                .withFinalizers(List.of())
                .withAnnotations(PodReader.ours(pod.getMetadata().getAnnotations()))
                .endMetadata()
                .editSpec()
                .withContainers(containers(pod.getSpec().getContainers()))
                .withInitContainers(containers(pod.getSpec().getInitContainers()))
                .withEphemeralContainers(List.of())
                .withTolerations(List.of())
                .withAffinity(null)
                .withTopologySpreadConstraints(List.of())
                .withSecurityContext(null)
                .endSpec()
                .build();
    }

    private static List<Container> containers(List<Container> containers) {
        return containers.stream()
                .map(container -> new ContainerBuilder()
                        .withName(container.getName())
                        .withImage(container.getImage())
                        .withRestartPolicy(container.getRestartPolicy())
                        .withEnvFrom(container.getEnvFrom())
                        .build())
                .toList();
    }
}
