package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.HaproxyVersion;
import dev.corewatch.crash.KnownFix.Applies;
import java.util.Comparator;

/**
 * A match and what the version says to it. Better is what is certain; then what agrees in more functions; then what dies in
 * the same way; then what the version is likelier to have; then the fix that came soonest after it.
 */
record Ranked(Match match, Applies applies, boolean doubtful) {

    static final Comparator<Ranked> BEST_FIRST = Comparator.comparing((Ranked ranked) -> ranked.applies != Applies.YES)
            .thenComparingInt(ranked -> -ranked.match.weight())
            .thenComparing(ranked -> ranked.match.death())
            .thenComparing(Ranked::doubtful)
            .thenComparing(ranked -> HaproxyVersion.tag(ranked.match.fix().fixedIn()));

    static Ranked of(Match match, ToldVersion version) {
        return new Ranked(
                match, AffectedRange.of(match.fix(), version), AffectedRange.isDoubtful(match.fix(), version));
    }

    /** The same, when nothing may be said for certain. */
    Ranked asCandidate() {
        return new Ranked(match, Applies.UNKNOWN, doubtful);
    }
}
