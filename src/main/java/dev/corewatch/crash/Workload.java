package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * Whose process it was, in the words of whatever runs it.
 *
 * @param namespace Kubernetes' or Nomad's, a Compose project or Swarm stack; "default" where there is none
 * @param name Deployment, service or unit
 * @param container the container's name in it
 */
public record Workload(
        String namespace,
        String name,
        String container,
        @Nullable String pod,
        @Nullable String node,
        @Nullable String image) {

    /** Names the workload in paths and keys: {@code namespace/name/container}, each one safe segment. Pod, node and image come and go. */
    public String key() {
        return PathSegment.of(namespace) + "/" + PathSegment.of(name) + "/" + PathSegment.of(container);
    }
}
