package dev.corewatch.analyze.fixes;

import dev.corewatch.analyze.signature.OwnFunctions;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Upstream's fixes that a crash looks like: at most three, the best first. "Applies: yes" is only said of the single best one
 * of a strong match ({@link Match}) in a version known to be affected ({@link AffectedRange}); a fix that the version
 * already has is left out.
 */
public final class KnownFixes {

    private static final int SHOWN = 3;

    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparing(
                    (Ranked ranked) -> ranked.applies() != Applies.YES)
            .thenComparingInt(ranked -> -ranked.match().functions())
            .thenComparing(ranked -> ranked.match().death());

    private final List<Fix> fixes;
    private final Map<String, List<Fix>> byDeath = new HashMap<>();

    private record Ranked(Match match, Applies applies) {}

    KnownFixes(List<Fix> fixes) {
        this.fixes = List.copyOf(fixes);
        this.fixes.forEach(fix -> Stream.concat(fix.functions().stream().limit(1), fix.also().stream())
                .distinct()
                .forEach(function -> byDeath.computeIfAbsent(function, name -> new ArrayList<>())
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
        var ranked = matches(crash).stream()
                .map(match -> new Ranked(match, applies(match, crash)))
                .filter(candidate -> candidate.applies() != Applies.NO)
                .sorted(BEST_FIRST)
                .toList();
        return shown(ranked, crash.parsedVersion());
    }

    /** Of the innermost function and, while these are generic, of its callers. */
    private List<Match> matches(Crash crash) {
        var stack = OwnFunctions.of(crash.frames(), crash.kind());
        var matches = new ArrayList<Match>();
        boolean generic = true;
        for (int at = 0; generic && at < stack.functions().size(); at++) {
            var function = stack.functions().get(at);
            for (var fix : byDeath.getOrDefault(function, List.of())) {
                var death = DeathAgreement.of(fix, crash, stack.stuck());
                Match.of(fix, stack.functions(), at, death).ifPresent(matches::add);
            }
            generic = OwnFunctions.isGeneric(function);
        }
        return matches;
    }

    private Applies applies(Match match, Crash crash) {
        var applies = AffectedRange.of(match.fix(), crash);
        return applies == Applies.YES && !match.isStrong(isOnlyFixIn(match.fix())) ? Applies.UNKNOWN : applies;
    }

    private boolean isOnlyFixIn(Fix fix) {
        return byDeath.getOrDefault(fix.functions().getFirst(), List.of()).size() == 1;
    }

    /** Two that fit equally well cannot both be it. */
    private static List<Candidate> shown(List<Ranked> ranked, Optional<HaproxyVersion> version) {
        boolean tied = ranked.size() > 1
                && ranked.get(0).applies() == Applies.YES
                && ranked.stream()
                        .skip(1)
                        .anyMatch(other -> other.match().functions()
                                >= ranked.getFirst().match().functions());
        return ranked.stream()
                .limit(SHOWN)
                .map(one -> candidate(one, !tied && one.equals(ranked.getFirst()), version))
                .toList();
    }

    private static Candidate candidate(Ranked ranked, boolean best, Optional<HaproxyVersion> version) {
        var fix = ranked.match().fix();
        var applies = ranked.applies() == Applies.YES && !best ? Applies.UNKNOWN : ranked.applies();
        var known = new KnownFix(fix.id(), title(fix), fix.fixedIn(), applies);
        return new Candidate(
                known, version.flatMap(crashed -> backported(fix, crashed)).orElse(null));
    }

    private static Optional<String> backported(Fix fix, HaproxyVersion crashed) {
        return !crashed.isBefore(crashed.firstRelease()) && AffectedRange.wasBackportedTo(fix, crashed)
                ? Optional.of(crashed.series())
                : Optional.empty();
    }

    private static String title(Fix fix) {
        @Nullable String needs = fix.needs();
        return needs == null ? fix.title() : fix.title() + "; takes: " + needs;
    }
}
