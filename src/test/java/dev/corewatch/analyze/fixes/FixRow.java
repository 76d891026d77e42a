package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the list of fixes said to a number of trials. */
final class FixRow {

    static final String HEAD = String.format(
            "%-44s %6s %6s %6s %6s %5s %6s %6s",
            "stacks", "trials", "first", "top 3", "none", "yes", "wrong", "others");

    private final String name;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private int trials;
    private int first;
    private int shown;
    private int none;
    private int yes;
    private int others;

    FixRow(String name) {
        this.name = name;
    }

    /** @param affected whether the fault is in that version and that death is the fault's: only then is yes right */
    void add(Trial trial, List<KnownFix> candidates, boolean affected) {
        trials++;
        var ids = candidates.stream().map(KnownFix::id).toList();
        first += ids.indexOf(trial.id()) == 0 ? 1 : 0;
        shown += ids.contains(trial.id()) ? 1 : 0;
        none += ids.isEmpty() ? 1 : 0;
        others += (int) ids.stream().filter(id -> !id.equals(trial.id())).count();
        for (var candidate : candidates) {
            if (candidate.applies() == Applies.YES) {
                judge(trial, candidate.id(), affected);
            }
        }
        if (!ids.contains(trial.id())) {
            missed.add(trial.id() + " in " + trial.version() + " -> " + ids);
        }
    }

    private void judge(Trial trial, String id, boolean affected) {
        if (affected && id.equals(trial.id())) {
            yes++;
        } else {
            wrong.add(trial.id() + " in " + trial.version() + " by " + trial.signal() + " -> yes to " + id);
        }
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    List<String> missed() {
        return List.copyOf(missed);
    }

    double firstShare() {
        return (double) first / trials;
    }

    double shownShare() {
        return (double) shown / trials;
    }

    int yes() {
        return yes;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-44s %6d %6.2f %6.2f %6d %5d %6d %6d",
                name,
                trials,
                firstShare(),
                shownShare(),
                none,
                yes,
                wrong.size(),
                others);
    }
}
