package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * Whose process it was, in the words of whatever runs it.
 *
 * @param namespace "default" outside of Kubernetes
 * @param name Deployment, service or unit
 * @param container the container's name in it
 */
public record Workload(
        String namespace,
        String name,
        String container,
        @Nullable String pod,
        @Nullable String node,
        @Nullable String image) {}
