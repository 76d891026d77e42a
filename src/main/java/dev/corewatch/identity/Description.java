package dev.corewatch.identity;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime's file says of a container.
 *
 * @param labels Docker's labels (of which an image may bring some), or the OCI bundle's annotations
 * @param environment {@link Environment}, as the container was started: the scheduler's word, unlike the process's own
 */
public record Description(
        Map<String, String> labels,
        Map<String, String> environment,
        @Nullable String name,
        @Nullable String image) {}
