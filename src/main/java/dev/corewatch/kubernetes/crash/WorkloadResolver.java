package dev.corewatch.kubernetes.crash;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.crash.WatchedPod.Owner;
import dev.corewatch.system.RecentMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose Pod it is: the top of its owners, through ReplicaSets, Jobs and custom resources. An owner that may not be read, or is gone, is the
 * top as far as anybody can tell. Remembered by the Pod's own owner: owners don't change.
 */
final class WorkloadResolver {

    private static final Logger LOG = System.getLogger(WorkloadResolver.class.getName());
    private static final int DEEPEST = 5;
    private static final int REMEMBERED = 10_000;

    /** Made by nobody, but for what the user knows; its owner, if any, is asked for when it may be. */
    private static final Set<String> TOPS = Set.of("Deployment", "DaemonSet", "StatefulSet", "CronJob");

    private final KubernetesClient client;
    private final Map<String, WorkloadRef> byOwner = Collections.synchronizedMap(RecentMap.byArrival(REMEMBERED));

    WorkloadResolver(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Of a Pod; one without an owner is its own.
     *
     * @throws KubernetesClientException when the API server can't be asked now
     */
    WorkloadRef of(WatchedPod pod) {
        var owner = pod.owner() == null && pod.isGone() ? maker(pod) : pod.owner();
        if (owner == null) {
            return new WorkloadRef("v1", "Pod", pod.name());
        }
        var key = String.join("/", pod.namespace(), owner.apiVersion(), owner.kind(), owner.name());
        var known = byOwner.get(key);
        if (known != null) {
            return known;
        }
        var found = top(pod.namespace(), owner);
        byOwner.put(key, found);
        return found;
    }

    /** Who made a Pod that is gone, by its name: of those who name their Pods so, one that is there. */
    private @Nullable Owner maker(WatchedPod pod) {
        return PodName.makers(pod.name())
                .filter(owner -> found(pod.namespace(), owner).isPresent())
                .findFirst()
                .orElse(null);
    }

    private WorkloadRef top(String namespace, Owner first) {
        var owner = first;
        for (int depth = 0; depth < DEEPEST; depth++) {
            var above = above(namespace, owner);
            if (above.isEmpty()) {
                break;
            }
            owner = above.get();
        }
        return new WorkloadRef(owner.apiVersion(), owner.kind(), owner.name());
    }

    private Optional<Owner> above(String namespace, Owner owner) {
        return found(namespace, owner).flatMap(WorkloadResolver::controller);
    }

    private Optional<GenericKubernetesResource> found(String namespace, Owner owner) {
        try {
            return Optional.ofNullable(KindsResources.of(client, owner.apiVersion(), owner.kind())
                    .inNamespace(namespace)
                    .withName(owner.name())
                    .get());
        } catch (KubernetesClientException e) {
            if (isAnswer(e)) {
                tell(owner, e);
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether it says something of that owner: forbidden, gone, or of a kind that the server doesn't know. */
    private static boolean isAnswer(KubernetesClientException e) {
        boolean isUnknownKind = e.getCode() == 0 && e.getCause() == null;
        return isUnknownKind || e.getCode() == HTTP_FORBIDDEN || e.getCode() == HTTP_NOT_FOUND;
    }

    private static Optional<Owner> controller(GenericKubernetesResource resource) {
        return resource.getMetadata().getOwnerReferences().stream()
                .filter(reference -> Boolean.TRUE.equals(reference.getController()))
                .filter(reference -> !isOfTheCluster(reference))
                .findFirst()
                .map(PodReader::owner);
    }

    /** A static Pod's node. */
    private static boolean isOfTheCluster(OwnerReference reference) {
        return "Node".equals(reference.getKind());
    }

    private static void tell(Owner owner, KubernetesClientException refusal) {
        if (!TOPS.contains(owner.kind())) {
            LOG.log(
                    Level.INFO,
                    () -> "%s %s is taken for the workload, who owns it can't be read: %s"
                            .formatted(owner.kind(), owner.name(), refusal.getMessage()));
        }
    }
}
