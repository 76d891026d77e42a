package dev.corewatch.spool;

/**
 * How much may come in. What doesn't is counted, and its metadata kept.
 *
 * @param coreBytes of one core, holes included
 * @param totalBytes of all cores on disk, holes left out
 * @param freeBytes that stay free on the file system
 * @param coresPerMinute of one workload
 */
public record SpoolLimits(long coreBytes, long totalBytes, long freeBytes, int coresPerMinute) {

    private static final long GIB = 1L << 30;

    public static final SpoolLimits DEFAULT = new SpoolLimits(8 * GIB, 20 * GIB, GIB, 60);
}
