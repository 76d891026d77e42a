package dev.corewatch.crash;

/** What a check of the doctor's says. */
public enum Verdict {
    PASS,
    WARN,
    FAIL,
    /** It can't be looked at from here, or there is no such thing here. */
    NOT_POSSIBLE
}
