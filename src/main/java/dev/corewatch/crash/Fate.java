package dev.corewatch.crash;

/** What would become of the core of a crash now, the worst last. */
public enum Fate {
    KEPT,
    /** Nobody can tell from here. */
    UNKNOWN,
    /** It would lack its end. */
    CUT,
    LOST;

    public Fate worse(Fate other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
