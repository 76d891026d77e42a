package dev.corewatch.analyze.fixes;

import dev.corewatch.analyze.signature.OwnFunctions;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Upstream's fixes that a crash looks like: at most three, the best first. "Applies: yes" is only said of a strong match
 * ({@link Match}) that is the only one, in a version known to be affected ({@link AffectedRange}), and where upstream never
 * fixed another crash with such a stack: where two bugs met, there are more. A fix that the version already has is left out.
 */
public final class KnownFixes {

    private static final int SHOWN = 3;

    private final List<Fix> fixes;
    private final Map<String, List<Fix>> byFunction = new HashMap<>();

    KnownFixes(List<Fix> fixes) {
        this.fixes = List.copyOf(fixes);
        this.fixes.forEach(fix -> Match.startsOf(fix)
                .distinct()
                .forEach(function -> byFunction
                        .computeIfAbsent(function, name -> new ArrayList<>())
                        .add(fix)));
    }

    /** The list that comes with the program; it is read now. */
    public static KnownFixes builtIn() {
        try (var in = KnownFixes.class.getResourceAsStream("/known-fixes.yaml")) {
            if (in == null) {
                throw new IllegalStateException("known-fixes.yaml is not in the program: build it again");
            }
            return new KnownFixes(FixFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read known-fixes.yaml from the program: build it again", e);
        }
    }

    public List<Fix> all() {
        return fixes;
    }

    /** The candidates, the best first. */
    public List<Candidate> match(Crash crash) {
        var version = crash.toldVersion();
        var matches = matches(crash);
        var ranked = matches.stream()
                .map(match -> Ranked.of(match, version))
                .filter(candidate -> candidate.applies() != Applies.NO)
                .toList();
        boolean certain = ranked.size() == 1
                && ranked.getFirst().match().isStrong()
                && matches.stream().filter(Match::isClose).count() == 1;
        return ranked.stream()
                .map(one -> certain ? one : one.asCandidate())
                .sorted(Ranked.BEST_FIRST)
                .limit(SHOWN)
                .map(one -> candidate(one, version))
                .toList();
    }

    private List<Match> matches(Crash crash) {
        var stack = OwnFunctions.of(crash.frames(), crash.kind());
        return Match.startsOf(stack)
                .flatMap(function -> byFunction.getOrDefault(function, List.of()).stream())
                .distinct()
                .map(fix -> Match.of(fix, stack, DeathAgreement.of(fix, crash, stack.stuck())))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Candidate candidate(Ranked ranked, ToldVersion version) {
        var fix = ranked.match().fix();
        return new Candidate(
                new KnownFix(fix.id(), title(fix), fix.fixedIn(), ranked.applies()), version.stableSeries(fix));
    }

    private static String title(Fix fix) {
        @Nullable String needs = fix.needs();
        return needs == null ? fix.title() : fix.title() + "; takes: " + needs;
    }
}
