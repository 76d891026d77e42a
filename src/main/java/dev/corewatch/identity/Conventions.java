package dev.corewatch.identity;

import dev.corewatch.crash.Workload;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How orchestrators write a workload's names into their containers' descriptions. A Compose project or a Swarm stack is the namespace: two
 * projects may have services of one name.
 */
final class Conventions {

    private final Description described;
    private final String node;

    Conventions(Description described, String node) {
        this.described = described;
        this.node = node;
    }

    /** The Pod's uid, as the runtime was told it. */
    Optional<String> podUid() {
        return label("io.kubernetes.cri.sandbox-uid").or(() -> label("io.kubernetes.pod.uid"));
    }

    /** By containerd's CRI plugin (pkg/cri/annotations), or by the kubelet's own labels, which CRI-O and cri-dockerd keep. */
    Optional<Workload> kubernetes() {
        return pod("io.kubernetes.cri.sandbox-", "io.kubernetes.cri.container-name", "io.kubernetes.cri.image-name")
                .or(() -> pod("io.kubernetes.pod.", "io.kubernetes.container.name", "io.kubernetes.cri-o.ImageName"));
    }

    /** Outside of Kubernetes; the first that there is. */
    Optional<Workload> other() {
        return service("com.docker.compose.project", "com.docker.compose.service")
                .or(() -> service("com.docker.stack.namespace", "com.docker.swarm.service.name"))
                .or(() -> new Scheduler(described.environment(), node).workload(described.image()))
                .or(() -> Optional.ofNullable(described.name()).map(name -> outside(Scheduler.NO_NAMESPACE, name)));
    }

    private Optional<Workload> pod(String pod, String container, String image) {
        return label(pod + "namespace")
                .flatMap(namespace -> label(pod + "name")
                        .flatMap(name -> label(container)
                                .map(own -> new Workload(
                                        namespace, PodOwner.of(name, node), own, name, node, image(image)))));
    }

    private Optional<Workload> service(String namespace, String name) {
        return label(name).map(service -> outside(label(namespace).orElse(Scheduler.NO_NAMESPACE), service));
    }

    private Workload outside(String namespace, String name) {
        return new Workload(namespace, name, name, null, node, described.image());
    }

    private @Nullable String image(String key) {
        return label(key).orElse(described.image());
    }

    private Optional<String> label(String key) {
        return Optional.ofNullable(described.labels().get(key)).filter(value -> !value.isEmpty());
    }
}
