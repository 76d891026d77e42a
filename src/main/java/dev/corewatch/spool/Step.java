package dev.corewatch.spool;

/**
 * How far an occurrence has come; each is recorded when its effect is durable. A killed process resumes at the first step not recorded.
 */
public enum Step {
    /** An id and the source's facts are noted; the core is not ours yet. */
    KEEPING,
    /** The core is in the spool, or it is known why not. The source can go. */
    KEPT,
    /** The document has its report. */
    ANALYZED,
    /** The group and the tally have counted it, once. */
    GROUPED,
    /** Reports are written and everybody was told. */
    PUBLISHED,
    /** The core is compressed (or stays raw because that failed). */
    COMPRESSED,
    /** The store, if there is one, has verified what it holds. */
    DONE;

    public boolean isBefore(Step other) {
        return compareTo(other) < 0;
    }
}
