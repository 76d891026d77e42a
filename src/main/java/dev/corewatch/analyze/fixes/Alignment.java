package dev.corewatch.analyze.fixes;

import dev.corewatch.analyze.signature.OwnFunctions;
import java.util.List;

/**
 * Two stacks laid side by side from their innermost functions outwards. Inlining adds and removes functions, so a few may be
 * missing on either side; a generic function counts only where it follows the one before directly, for it stands on every stack.
 *
 * @param agreeing functions that both have, in order
 * @param telling those of them that are not generic
 * @param gapless whether nothing was missing between them on either side
 */
record Alignment(int agreeing, int telling, boolean gapless) {

    /** Functions in a row that one side may have more. */
    private static final int GAP = 2;

    /** The sides from where they are laid together, the first of each agreeing by the caller's word. */
    static Alignment of(List<String> own, List<String> expected) {
        int agreeing = 1;
        int telling = OwnFunctions.isGeneric(own.getFirst()) ? 0 : 1;
        boolean gapless = true;
        int at = 1;
        int missing = 0;
        for (int i = 1; i < expected.size() && missing <= GAP; i++) {
            int found = find(expected.get(i), own, at, missing == 0);
            if (found < 0) {
                missing++;
                continue;
            }
            gapless &= missing == 0 && found == at;
            agreeing++;
            telling += OwnFunctions.isGeneric(expected.get(i)) ? 0 : 1;
            missing = 0;
            at = found + 1;
        }
        return new Alignment(agreeing, telling, gapless && (missing == 0 || at >= own.size()));
    }

    private static int find(String function, List<String> own, int from, boolean adjacent) {
        int most = OwnFunctions.isGeneric(function) ? (adjacent ? 1 : 0) : GAP + 1;
        int index = own.subList(from, Math.min(own.size(), from + most)).indexOf(function);
        return index < 0 ? index : from + index;
    }
}
