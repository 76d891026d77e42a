package dev.corewatch.analyze.fixes;

import dev.corewatch.analyze.signature.OwnFunctions;
import java.util.List;
import java.util.Optional;

/**
 * How a stack agrees with a fix: it dies in the fix's function, perhaps in a helper called from it, and its callers are the
 * fix's, a few inlined ones left out. A caller that differs is another bug. A generic function never agrees alone.
 *
 * @param functions how many of the fix's functions agree
 * @param death how the manner of death agrees
 */
record Match(Fix fix, int functions, DeathAgreement death) {

    /** Callers that inlining may have added or removed between two that agree. */
    private static final int WINDOW = 3;

    /**
     * The match; empty when it is another bug.
     *
     * @param at index of the function it dies in, by the fix
     */
    static Optional<Match> of(Fix fix, List<String> own, int at, DeathAgreement death) {
        if (death == DeathAgreement.DIFFERS) {
            return Optional.empty();
        }
        int agreeing = 1 + callers(fix.functions(), own, at);
        boolean callerDiffers = agreeing == 1 && fix.functions().size() > 1 && at + 1 < own.size();
        boolean alone = agreeing == 1 && OwnFunctions.isGeneric(own.get(at));
        return callerDiffers || alone ? Optional.empty() : Optional.of(new Match(fix, agreeing, death));
    }

    private static int callers(List<String> expected, List<String> own, int at) {
        int found = 0;
        int from = at + 1;
        for (var function : expected.subList(1, expected.size())) {
            int index = own.subList(from, Math.min(own.size(), from + WINDOW)).indexOf(function);
            if (index < 0) {
                return found;
            }
            from += index + 1;
            found++;
        }
        return found;
    }

    /** Whether it is good enough to say that the fix applies. */
    boolean isStrong(boolean onlyFixThere) {
        if (fix.judgedByDiff()) {
            return false;
        }
        return functions > 1
                || (onlyFixThere
                        && death == DeathAgreement.AGREES
                        && !fix.bugClass().equals("other"));
    }
}
