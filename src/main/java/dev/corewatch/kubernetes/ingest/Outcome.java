package dev.corewatch.kubernetes.ingest;

import java.util.Locale;

/** What became of a report that came in; the label of {@code corewatch_reports_total}. */
public enum Outcome {
    TAKEN,
    /** The same or a newer revision was taken before. */
    KNOWN,
    MALFORMED,
    TOO_LARGE,
    UNAUTHENTICATED,
    FORBIDDEN,
    UNKNOWN_POD,
    /** It contradicts what is known of the crash or its Pod. */
    CONFLICT,
    THROTTLED,
    /** This replica doesn't lead, has too much to do, or can't reach the API server. */
    UNAVAILABLE,
    /** A fault of the controller's. */
    FAILED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
