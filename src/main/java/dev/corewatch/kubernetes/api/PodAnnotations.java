package dev.corewatch.kubernetes.api;

/** The annotations that a crash leaves on its Pod, below {@code corewatch.dev/}. */
public final class PodAnnotations {

    public static final String PREFIX = HAProxyCrash.GROUP + "/";
    public static final String COUNT = PREFIX + "crash-count";

    /** Begins the names of those on the last crash. */
    public static final String LAST = PREFIX + "last-crash-";

    public static final String TIME = LAST + "time";
    public static final String SIGNAL = LAST + "signal";
    public static final String SIGNATURE = LAST + "signature";
    public static final String SUMMARY = LAST + "summary";
    public static final String CORE = LAST + "core";
    public static final String REPORT = LAST + "report";
    public static final String GAPS = LAST + "gaps";

    /** The controller's own: how many deaths of each container are accounted for. */
    public static final String SEEN = PREFIX + "seen";

    private PodAnnotations() {}
}
