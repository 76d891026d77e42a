package dev.corewatch.kubernetes.crash;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import dev.corewatch.kubernetes.api.FieldManager;
import dev.corewatch.system.RecentMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The annotations on Pods, applied through the Pod's status subresource: that takes metadata, and nobody needs the right to change a Pod's
 * containers for it. What was written last is remembered, since informers follow a moment later.
 */
final class PodNotes {

    private static final Logger LOG = System.getLogger(PodNotes.class.getName());
    private static final int UNPROCESSABLE = 422;

    /** The Pod is no more, or another one has its name, or nobody may. */
    private static final Set<Integer> GONE = Set.of(HTTP_NOT_FOUND, HTTP_CONFLICT, HTTP_FORBIDDEN);

    private static final int REMEMBERED = 20_000;

    private final KubernetesClient client;
    private final Map<String, PodState> written = RecentMap.byUse(REMEMBERED);

    private final Set<String> owed = new HashSet<>();

    PodNotes(KubernetesClient client) {
        this.client = client;
    }

    /** As it is, or will be seen to be. */
    synchronized PodState of(WatchedPod pod) {
        var own = written.get(pod.uid());
        return own == null ? PodState.of(pod.annotations()) : own;
    }

    /** Without writing it: it follows from what everybody sees. */
    synchronized void remember(WatchedPod pod, PodState state) {
        written.put(pod.uid(), state);
    }

    /**
     * Writes it. A Pod that is gone, or whose annotations are full, is told of in its HAProxyCrash alone.
     *
     * @throws KubernetesClientException when the API server can't take it now
     */
    void write(WatchedPod pod, PodState state) {
        try {
            apply(pod, state);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_CONFLICT && isThere(pod)) {
                owe(pod, state);
                throw e;
            } else if (e.getCode() == UNPROCESSABLE) {
                writeLess(pod, state.shortened(), e);
            } else if (GONE.contains(e.getCode())) {
                LOG.log(
                        Level.INFO,
                        () -> "no annotations on Pod %s/%s: %s".formatted(pod.namespace(), pod.name(), e.getMessage()));
            } else {
                owe(pod, state);
                throw e;
            }
        }
        paid(pod, state);
    }

    /** Whether the last state of it could not be written yet. */
    synchronized boolean isOwed(WatchedPod pod) {
        return owed.contains(pod.uid());
    }

    /** What was counted is known from now on, whatever is to be seen on the Pod. */
    private synchronized void owe(WatchedPod pod, PodState state) {
        written.put(pod.uid(), state);
        owed.add(pod.uid());
    }

    private synchronized void paid(WatchedPod pod, PodState state) {
        written.put(pod.uid(), state);
        owed.remove(pod.uid());
    }

    /** Not replaced by another one of its name. */
    private boolean isThere(WatchedPod pod) {
        var now =
                client.pods().inNamespace(pod.namespace()).withName(pod.name()).get();
        return now != null && pod.uid().equals(now.getMetadata().getUid());
    }

    private void writeLess(WatchedPod pod, PodState less, KubernetesClientException why) {
        LOG.log(
                Level.WARNING,
                () -> "Pod %s/%s has no room for annotations, only the count is written: %s"
                        .formatted(pod.namespace(), pod.name(), why.getMessage()));
        try {
            apply(pod, less);
        } catch (KubernetesClientException e) {
            if (e.getCode() != UNPROCESSABLE && !GONE.contains(e.getCode())) {
                throw e;
            }
        }
    }

    private void apply(WatchedPod pod, PodState state) {
        Pod note = new PodBuilder()
                .withNewMetadata()
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .withUid(pod.uid())
                .withAnnotations(state.annotations())
                .endMetadata()
                .build();
        client.resource(note).subresource("status").patch(FieldManager.APPLY, note);
    }
}
