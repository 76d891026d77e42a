package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * An upstream fix whose crash looks like this one.
 *
 * @param id upstream's short commit
 * @param title what was wrong, in our words
 * @param fixedIn first mainline version that has it
 * @param applies whether the crashed version is affected
 */
public record KnownFix(String id, String title, @Nullable String fixedIn, Applies applies) {

    /** Whether the crashed version lies in the affected range. */
    public enum Applies {
        YES,
        NO,
        UNKNOWN
    }
}
