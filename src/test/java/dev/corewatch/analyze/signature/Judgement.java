package dev.corewatch.analyze.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/**
 * A rule judged over all pairs of labelled stacks.
 *
 * @param together pairs of one bug that meet
 * @param joined pairs of different bugs that meet: worse than the other mistake
 * @param split pairs of one bug that don't meet
 */
record Judgement(String rule, List<String> together, List<String> joined, List<String> split) {

    static Judgement of(String rule, List<LabelledStack> stacks, BiPredicate<LabelledStack, LabelledStack> meet) {
        var judgement = new Judgement(rule, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int a = 0; a < stacks.size(); a++) {
            for (int b = a + 1; b < stacks.size(); b++) {
                judgement.pair(stacks.get(a), stacks.get(b), meet.test(stacks.get(a), stacks.get(b)));
            }
        }
        return judgement;
    }

    private void pair(LabelledStack a, LabelledStack b, boolean meet) {
        boolean same = a.group().equals(b.group());
        var pair = a.id() + "+" + b.id();
        if (meet) {
            (same ? together : joined).add(pair);
        } else if (same) {
            split.add(pair);
        }
    }

    double precision() {
        int meeting = together.size() + joined.size();
        return meeting == 0 ? 1 : (double) together.size() / meeting;
    }

    double recall() {
        return (double) together.size() / (together.size() + split.size());
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-34s %8d %6d %5d %9.2f %6.2f",
                rule,
                together.size(),
                joined.size(),
                split.size(),
                precision(),
                recall());
    }
}
