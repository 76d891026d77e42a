package dev.corewatch.capture.objects;

import java.time.Duration;

/**
 * What asking debuginfod may cost.
 *
 * @param fileTime for one file
 * @param coreTime for all files of a core
 * @param fileBytes of one file
 * @param coreBytes of all files of a core
 * @param files asked for, for a core
 * @param pause for which a server is left alone that failed, and not asked again for what it doesn't have
 */
public record DebuginfodLimits(
        Duration fileTime, Duration coreTime, long fileBytes, long coreBytes, int files, Duration pause) {

    public static final DebuginfodLimits DEFAULT = new DebuginfodLimits(
            Duration.ofSeconds(20), Duration.ofSeconds(60), 256L << 20, 1L << 30, 100, Duration.ofMinutes(10));
}
