package dev.corewatch.analyze.fixes;

import dev.corewatch.analyze.signature.OwnFunctions;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a stack agrees with a fix. Three ways: it dies in the fix's function, perhaps in a generic helper called from it; it
 * dies a little further in or out, since inlining differs, and the callers agree; it is stuck anywhere below the fix's loop. A
 * caller that differs is another bug. A generic function never agrees alone.
 *
 * @param apart functions that one side has more on top, generic ones not counted; 0: it dies where the fix's crash does
 * @param death how the manner of death agrees
 * @param together whether both stacks end together: every function of either was compared
 */
record Match(Fix fix, Alignment alignment, int apart, DeathAgreement death, boolean together) {

    /** Functions of the innermost end that one side may have more. */
    private static final int APART = 2;

    /** A thread that makes no progress is caught anywhere below its loop. */
    private static final int BELOW_A_LOOP = 6;

    /** So many agreeing functions are not met by chance. */
    private static final int ENOUGH = 3;

    /** The match; empty when it is another bug. */
    static Optional<Match> of(Fix fix, OwnFunctions stack, DeathAgreement death) {
        if (death == DeathAgreement.DIFFERS) {
            return Optional.empty();
        }
        boolean anywhere = stack.stuck() && fix.isStuck();
        return IntStream.rangeClosed(0, Math.min(BELOW_A_LOOP, stack.functions().size() - 1))
                .boxed()
                .flatMap(at -> Start.at(at, fix, stack))
                .filter(start -> start.holds(anywhere))
                .map(start -> start.match(death))
                .reduce((best, next) -> next.weight() > best.weight() ? next : best);
    }

    /** The functions of a fix at which a stack may be laid to it. */
    static Stream<String> startsOf(Fix fix) {
        return Stream.concat(fix.functions().stream().limit(APART + 1), fix.also().stream());
    }

    /** The functions of a stack at which a fix may be laid to it. */
    static Stream<String> startsOf(OwnFunctions stack) {
        return stack.functions().stream().limit(BELOW_A_LOOP + 1).distinct();
    }

    /** What agrees less what doesn't. */
    int weight() {
        return alignment.telling() - apart;
    }

    /** Whether it would be hard to tell from the fix's own crash by its stack. */
    boolean isClose() {
        return apart == 0 && alignment.agreeing() > 1;
    }

    /** Whether it is good enough to say that the fix applies: a real stack, and it is this one. */
    boolean isStrong() {
        return fix.wholeStack()
                && !fix.isHint()
                && apart == 0
                && death.isExpected()
                && alignment.gapless()
                && alignment.telling() > 1
                && (together || alignment.agreeing() >= ENOUGH);
    }

    /** Where two stacks are laid together. */
    private record Start(Fix fix, OwnFunctions stack, int own, int fixs, Alignment alignment) {

        static Stream<Start> at(int own, Fix fix, OwnFunctions stack) {
            var function = stack.functions().get(own);
            return IntStream.rangeClosed(0, Math.min(APART, fix.functions().size() - 1))
                    .filter(fixs -> fix.functions().get(fixs).equals(function)
                            || (fixs == 0 && fix.also().contains(function)))
                    .mapToObj(fixs -> new Start(
                            fix,
                            stack,
                            own,
                            fixs,
                            Alignment.of(tail(stack.functions(), own), tail(fix.functions(), fixs))));
        }

        private static List<String> tail(List<String> functions, int from) {
            return functions.subList(from, functions.size());
        }

        boolean holds(boolean anywhere) {
            if (callerDiffers() || (alignment.telling() == 0 && !isTheWholeFix())) {
                return false;
            }
            if (fixs > 0) {
                return own == 0 && alignment.telling() > (stack.blind() ? 0 : 1);
            }
            int more = telling(stack.functions().subList(0, own));
            return more == 0 || anywhere || (more <= APART && alignment.telling() >= ENOUGH);
        }

        /** Generic functions only, but more than one, and no other is known of it. */
        private boolean isTheWholeFix() {
            return fixs == 0
                    && alignment.agreeing() > 1
                    && alignment.agreeing() == fix.functions().size();
        }

        private boolean callerDiffers() {
            return alignment.agreeing() == 1
                    && fix.functions().size() > fixs + 1
                    && stack.functions().size() > own + 1;
        }

        Match match(DeathAgreement death) {
            int apart = telling(stack.functions().subList(0, own))
                    + telling(fix.functions().subList(0, fixs));
            boolean together = stack.whole()
                    && stack.functions().size() - own == alignment.agreeing()
                    && fix.functions().size() - fixs == alignment.agreeing();
            return new Match(fix, alignment, apart + (fixs > 0 ? 1 : 0), death, together);
        }

        private static int telling(List<String> functions) {
            return (int) functions.stream()
                    .filter(function -> !OwnFunctions.isGeneric(function))
                    .count();
        }
    }
}
