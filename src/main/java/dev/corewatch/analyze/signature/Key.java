package dev.corewatch.analyze.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names that identify a bug.
 *
 * @param names innermost first; the last may be a place in the source ("@backend.c:1231") when names say too little
 */
record Key(List<String> names) {

    /** A helper on top needs the callers: four frames of HAProxy in all. */
    private static final int BELOW_A_HELPER = 4;

    /** The frame that noticed is not the one that did it. */
    private static final int BELOW_A_VICTIM = 3;

    /** Who had something torn down matters as much as what. */
    private static final int DESTRUCTORS = 2;

    /** A function this often on one stack is recursion. */
    private static final int RECURSION = 10;

    private static final int FALLBACK = 16;

    static Key of(Chain chain, BugClass bugClass, Crowding crowding) {
        var recursion = recursion(chain);
        if (!recursion.isEmpty()) {
            return new Key(recursion);
        }
        var own = outermostDestructor(chain.own());
        if (own.isEmpty()) {
            return withoutOwn(chain);
        }
        boolean collapsed = own.size() < chain.own().size();
        boolean victim = !collapsed && (chain.blind() || bugClass == BugClass.HEAP);
        int needed = Math.max(victim ? BELOW_A_VICTIM : 1, needed(own.getFirst(), crowding));
        var taken = own.subList(0, Math.min(needed, own.size()));
        boolean enough = taken.size() == needed || isEnough(taken, chain, crowding);
        return new Key(names(chain, taken, enough ? "" : site(chain.own())));
    }

    private static List<String> names(Chain chain, List<Step> taken, String site) {
        var names = new ArrayList<>(Stream.concat(chain.libraries().stream(), taken.stream())
                .map(Step::name)
                .toList());
        if (!site.isEmpty()) {
            names.add("@" + site);
        }
        return names;
    }

    private static int needed(Step top, Crowding crowding) {
        if (top.role() == Role.HELPER) {
            return BELOW_A_HELPER;
        }
        int needed = crowding.framesNeeded(top.name());
        return Vocabulary.isDestructor(top.name()) ? Math.max(DESTRUCTORS, needed) : needed;
    }

    /** Fewer frames will do when there are no more, and one of them is a function where only one bug was ever seen. */
    private static boolean isEnough(List<Step> taken, Chain chain, Crowding crowding) {
        return chain.whole()
                && taken.size() > 1
                && taken.stream().anyMatch(step -> step.role() == Role.OWN && !crowding.isCrowded(step.name()));
    }

    /** Which member of an object is freed when it happens depends on inlining and content; the object is the bug's. */
    private static List<Step> outermostDestructor(List<Step> own) {
        int first = 0;
        while (first + 1 < own.size()
                && Vocabulary.isDestructor(own.get(first).name())
                && Vocabulary.isDestructor(own.get(first + 1).name())) {
            first++;
        }
        return own.subList(first, own.size());
    }

    private static List<String> recursion(Chain chain) {
        var counts = chain.own().stream().collect(Collectors.groupingBy(Step::name, Collectors.counting()));
        var often = new TreeSet<String>();
        counts.forEach((name, count) -> {
            if (count >= RECURSION) {
                often.add(name);
            }
        });
        return List.copyOf(often);
    }

    /** No frame of HAProxy has a name: only an equal stack is the same bug. */
    private static Key withoutOwn(Chain chain) {
        var all = Stream.concat(chain.libraries().stream(), chain.onTop().stream())
                .limit(FALLBACK)
                .toList();
        var names = new ArrayList<>(all.stream().map(Step::name).distinct().toList());
        names.removeIf(Step.UNKNOWN::equals);
        var site = site(all);
        if (!site.isEmpty()) {
            names.add("@" + site);
        }
        return new Key(names);
    }

    private static String site(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> Stream.ofNullable(step.site()))
                .findFirst()
                .orElse("");
    }
}
