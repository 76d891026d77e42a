package dev.corewatch.kubernetes.crash;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the controller keeps of a Pod, and nothing more: a cluster has many, and they are big.
 *
 * @param node absent until scheduled
 * @param owner the controlling one
 * @param annotations those of corewatch
 * @param containers that are HAProxy's, by name, the native sidecars among them
 * @param configuration names of the ConfigMaps that it mounts or takes variables from
 */
public record WatchedPod(
        String namespace,
        String name,
        String uid,
        @Nullable String node,
        Instant created,
        @Nullable Owner owner,
        Map<String, String> annotations,
        List<Container> containers,
        Set<String> configuration) {

    public WatchedPod {
        annotations = Map.copyOf(annotations);
        containers = List.copyOf(containers);
        configuration = Set.copyOf(configuration);
    }

    /**
     * One that nobody can look at any more: all that is known of it is an agent's word.
     *
     * @param owner absent when nobody knows
     */
    public static WatchedPod gone(String namespace, String name, String node, @Nullable Owner owner) {
        return new WatchedPod(namespace, name, "", node, Instant.EPOCH, owner, Map.of(), List.of(), Set.of());
    }

    /** Whether nobody can look at it: it isn't on the cluster, and was never seen there. */
    public boolean isGone() {
        return uid.isEmpty();
    }

    /** A resource by which others are owned. */
    public record Owner(String apiVersion, String kind, String name) {}

    /**
     * A container of HAProxy's, and how it fares.
     *
     * @param id of the container that runs, or that ran last
     * @param ended that one's end, when it has ended
     * @param before the end of the container before it
     */
    public record Container(
            String name,
            String image,
            @Nullable String id,
            int restarts,
            @Nullable End ended,
            @Nullable End before) {

        /** Whether that is, or was, one of its containers, as far as its status goes back. */
        public boolean hasHad(String containerId) {
            return containerId.equals(id)
                    || (ended != null && containerId.equals(ended.containerId()))
                    || (before != null && containerId.equals(before.containerId()));
        }
    }

    /**
     * How a container ended.
     *
     * @param containerId 64 hexadecimal digits, or what the runtime has; absent when the kubelet lost it
     * @param message its last words, with {@code terminationMessagePolicy: FallbackToLogsOnError}
     */
    public record End(
            @Nullable String containerId,
            int exitCode,
            @Nullable String reason,
            @Nullable String message,
            @Nullable Instant started,
            @Nullable Instant finished) {}
}
