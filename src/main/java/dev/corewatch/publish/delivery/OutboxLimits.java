package dev.corewatch.publish.delivery;

/**
 * What may wait at most.
 *
 * @param reports one for each occurrence
 * @param bytes of all of them
 */
public record OutboxLimits(int reports, long bytes) {}
