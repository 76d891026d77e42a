package dev.corewatch.kubernetes.ingest;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.kubernetes.crash.WatchedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Whether an agent may report this crash of this Pod: it must run on the Pod's node, and the container must have been the Pod's. A Pod's status
 * names only the container that is there and the one before, and names them late; another Pod of the same name, such as the next one of a
 * StatefulSet's, is told by the time: it was created after the death.
 */
final class Ownership {

    /** So late the kubelet may tell the API server of a container. */
    static final Duration STATUS_DELAY = Duration.ofMinutes(1);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private Ownership() {}

    /** Returns when it may. */
    static void check(Agent agent, Occurrence occurrence, WatchedPod pod, Instant now) throws RefusedException {
        if (!agent.node().equals(pod.node())) {
            throw new RefusedException(Refusal.ofDocument(
                    403,
                    Outcome.FORBIDDEN,
                    "other-node",
                    "the agent runs on node %s, Pod %s/%s on %s: only that node's agent may report on it"
                            .formatted(agent.node(), pod.namespace(), pod.name(), pod.node())));
        }
        if (!isOfPod(occurrence, pod) && occurrence.died().isBefore(pod.created())) {
            throw new RefusedException(otherPod(occurrence, pod, now));
        }
    }

    private static boolean isOfPod(Occurrence occurrence, WatchedPod pod) {
        var container = occurrence.identity().containerId();
        return container != null && pod.containers().stream().anyMatch(one -> one.hasHad(container));
    }

    /** While the Pod is young its status may just not name the container yet, and the node's clock be slow. */
    private static Refusal otherPod(Occurrence occurrence, WatchedPod pod, Instant now) {
        var message = "container %s died at %s, before Pod %s/%s was created: it was another Pod's of that name"
                .formatted(
                        Objects.requireNonNullElse(occurrence.identity().containerId(), "unknown"),
                        occurrence.died(),
                        pod.namespace(),
                        pod.name());
        return now.isBefore(pod.created().plus(STATUS_DELAY))
                ? new Refusal(409, Outcome.CONFLICT, "other-pod", message, true, AGAIN)
                : Refusal.conflict("other-pod", message);
    }
}
