package dev.corewatch.analyze.advice;

import dev.corewatch.analyze.fixes.Candidate;
import dev.corewatch.crash.KnownFix.Applies;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Known fixes as something to do. */
final class UpgradeAdvice {

    /** More candidates are in the report's list. */
    private static final int SHOWN = 2;

    private UpgradeAdvice() {}

    static Stream<String> of(Case crash) {
        return crash.candidates().stream().limit(SHOWN).map(candidate -> one(candidate, crash));
    }

    private static String one(Candidate candidate, Case crash) {
        var fix = candidate.fix();
        var fault = fix.id() + " (" + fix.title() + ")";
        var version = crash.version() == null ? "this version" : crash.version();
        if (fix.applies() == Applies.YES) {
            return "Upgrade HAProxy" + where(candidate) + ": " + version + " has the fault that upstream fixed by "
                    + fault + ".";
        }
        return "It may be the fault that upstream fixed by " + fault + ": upgrade HAProxy" + where(candidate)
                + ". Whether " + version + " has it, or this is it, can't be told from here.";
    }

    private static String where(Candidate candidate) {
        return candidate.series() == null
                ? " to " + release(candidate.fix().fixedIn()) + " or later"
                : " to the newest " + candidate.series() + " release, which should have the fix (mainline: "
                        + candidate.fix().fixedIn() + ")";
    }

    /** Nobody upgrades to a development version: "2.7-dev4" is in every 2.7. */
    private static String release(@Nullable String fixedIn) {
        if (fixedIn == null) {
            return "a version with it";
        }
        return !fixedIn.contains("-dev")
                ? fixedIn
                : fixedIn.substring(0, fixedIn.indexOf('-')) + " (the fix came in " + fixedIn + ")";
    }
}
