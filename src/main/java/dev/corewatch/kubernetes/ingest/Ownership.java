package dev.corewatch.kubernetes.ingest;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.kubernetes.crash.WatchedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * On which Pod an agent may report this crash: it must run on the Pod's node, and the container must have been the Pod's. A Pod's status
 * names only the container that is there and the one before, and names them late; another Pod of the same name, such as the next one of a
 * StatefulSet's, is told by the time: it was created after the death. Where no Pod is left that it can have been, the agent is believed
 * (docs/decisions/0020): of such a Pod nothing is known that it could contradict, and none is touched.
 */
final class Ownership {

    /** So late the kubelet may tell the API server of a container. */
    static final Duration STATUS_DELAY = Duration.ofMinutes(1);

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private Ownership() {}

    /**
     * The Pod: one of these, or one that is gone.
     *
     * @param namesakes all that are known of the name that the report says, the newest first
     */
    static WatchedPod pod(Agent agent, Occurrence occurrence, List<WatchedPod> namesakes, Instant now)
            throws RefusedException {
        var own = namesakes.stream()
                .filter(pod -> isOfPod(occurrence, pod))
                .findFirst()
                .or(() -> namesakes.stream()
                        .filter(pod -> !occurrence.died().isBefore(pod.created()))
                        .findFirst());
        if (own.isPresent()) {
            checkNode(agent, own.get());
            return own.get();
        }
        for (var younger : namesakes) {
            checkAge(agent, occurrence, younger, now);
        }
        var workload = occurrence.workload();
        return WatchedPod.gone(
                workload.namespace(),
                String.valueOf(workload.pod()),
                agent.node(),
                namesakes.stream().findFirst().map(WatchedPod::owner).orElse(null));
    }

    private static void checkNode(Agent agent, WatchedPod pod) throws RefusedException {
        if (!agent.node().equals(pod.node())) {
            throw new RefusedException(Refusal.ofDocument(
                    403,
                    Outcome.FORBIDDEN,
                    "other-node",
                    "the agent runs on node %s, Pod %s/%s on %s: only that node's agent may report on it"
                            .formatted(agent.node(), pod.namespace(), pod.name(), pod.node())));
        }
    }

    private static boolean isOfPod(Occurrence occurrence, WatchedPod pod) {
        var container = occurrence.identity().containerId();
        return container != null && pod.containers().stream().anyMatch(one -> one.hasHad(container));
    }

    /** While the Pod is young its status may just not name the container yet, and the node's clock be slow. */
    private static void checkAge(Agent agent, Occurrence occurrence, WatchedPod pod, Instant now)
            throws RefusedException {
        boolean isYoung = now.isBefore(pod.created().plus(STATUS_DELAY));
        if (isYoung && agent.node().equals(pod.node())) {
            throw new RefusedException(new Refusal(
                    409,
                    Outcome.CONFLICT,
                    "young-pod",
                    "container %s died at %s, before Pod %s/%s was created, whose status may not name it yet"
                            .formatted(
                                    Objects.requireNonNullElse(
                                            occurrence.identity().containerId(), "unknown"),
                                    occurrence.died(),
                                    pod.namespace(),
                                    pod.name()),
                    true,
                    AGAIN));
        }
    }
}
