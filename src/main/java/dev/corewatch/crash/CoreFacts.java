package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the core file itself.
 *
 * @param bytes size of the file that was read, in bytes
 * @param complete whether the file holds every byte that its program headers promise
 * @param missingBytes promised and not there; 0 when complete
 * @param thin whether memory was left out on purpose
 * @param reason why bytes are missing, in words; absent when complete
 */
public record CoreFacts(
        long bytes,
        boolean complete,
        long missingBytes,
        boolean thin,
        @Nullable String reason) {}
