package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * What one check of the doctor's found.
 *
 * @param check its name
 * @param fate of a crash's core now, as far as this check goes
 * @param saw what it looked at
 * @param outcome what would happen to a crash now; absent where nothing is wrong
 * @param mend the command or the line of configuration that mends it; absent where nothing is wrong
 */
public record CheckResult(
        String check,
        Verdict verdict,
        Fate fate,
        String saw,
        @Nullable String outcome,
        @Nullable String mend) {}
