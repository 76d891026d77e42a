package dev.corewatch.kubernetes.api;

/** The annotations that a crash leaves on its Pod, below {@code corewatch.dev/}. */
public final class PodAnnotations {

    public static final String PREFIX = HAProxyCrash.GROUP + "/";
    public static final String COUNT = PREFIX + "crash-count";
    public static final String TIME = PREFIX + "last-crash-time";
    public static final String SIGNAL = PREFIX + "last-crash-signal";
    public static final String SIGNATURE = PREFIX + "last-crash-signature";
    public static final String SUMMARY = PREFIX + "last-crash-summary";
    public static final String CORE = PREFIX + "last-crash-core";
    public static final String REPORT = PREFIX + "last-crash-report";
    public static final String GAPS = PREFIX + "last-crash-gaps";

    /** The controller's own: how many deaths of each container are accounted for. */
    public static final String SEEN = PREFIX + "seen";

    private PodAnnotations() {}
}
