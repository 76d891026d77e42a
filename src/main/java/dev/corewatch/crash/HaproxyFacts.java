package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * The HAProxy process. What could not be read is absent, never guessed.
 *
 * @param version "2.6.12-1+deb12u1"
 * @param compression zlib, slz or none
 * @param threads nbthread
 * @param uptimeSeconds from its start to its death
 * @param tainted its own word for what unusual happened before (bit mask, hexadecimal)
 */
public record HaproxyFacts(
        @Nullable String version,
        @Nullable String compression,
        @Nullable Integer threads,
        @Nullable Long uptimeSeconds,
        @Nullable String tainted) {}
