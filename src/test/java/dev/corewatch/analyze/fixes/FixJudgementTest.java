package dev.corewatch.analyze.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.analyze.signature.LabelledStack;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Judges the matching on public stacks whose fix is known: their group is called after it. */
final class FixJudgementTest {

    private final KnownFixes fixes = KnownFixes.builtIn();
    private final Set<String> known = fixes.all().stream().map(Fix::id).collect(Collectors.toSet());

    @Test
    void findsTheFixFirstAndNeverSaysYesToAnother() {
        var stacks = LabelledStack.read("backtraces.jsonl");
        var lines = new ArrayList<String>();
        int withFix = 0;
        int found = 0;
        for (var stack : stacks) {
            var id = stack.group().substring(2);
            var candidates = match(stack);
            boolean first = !candidates.isEmpty() && candidates.getFirst().id().equals(id);
            withFix += known.contains(id) ? 1 : 0;
            found += first ? 1 : 0;
            lines.add(stack.id() + " " + id + " " + stack.version() + " -> " + told(candidates));
            assertThat(candidates.stream().filter(fix -> fix.applies() == Applies.YES))
                    .as(lines.getLast())
                    .allMatch(fix -> fix.id().equals(id));
        }
        System.out.println("fixes found first: " + found + " of " + withFix);
        assertThat(found).isGreaterThanOrEqualTo(withFix * 2 / 3);
    }

    private List<KnownFix> match(LabelledStack stack) {
        var signal = stack.signal().startsWith("SIG") ? stack.signal() : null;
        return fixes.match(new Crash(stack.frames(), CrashKind.UNKNOWN, signal, null, stack.version())).stream()
                .map(Candidate::fix)
                .toList();
    }

    private static List<String> told(List<KnownFix> candidates) {
        return candidates.stream()
                .map(fix -> fix.id() + "(" + fix.fixedIn() + ", " + fix.applies() + ")")
                .toList();
    }
}
