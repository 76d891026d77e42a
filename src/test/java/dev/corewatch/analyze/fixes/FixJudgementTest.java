package dev.corewatch.analyze.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.analyze.signature.LabelledStack;
import dev.corewatch.analyze.signature.Perturbations;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.KnownFix;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Judges the matching on stacks whose fix is known: public ones, upstream's own, and the functions that each fix names. The
 * same stacks with their fix taken off the list are bugs that nobody knows: whoever then says yes is wrong. So is a yes to a
 * version outside of a fix's range, or to another death.
 */
final class FixJudgementTest {

    private static final List<FixRow> ROWS = new ArrayList<>();

    private final List<Fix> all = KnownFixes.builtIn().all();
    private final KnownFixes fixes = new KnownFixes(all);
    private final Map<String, Fix> byId = all.stream().collect(Collectors.toMap(Fix::id, Function.identity()));
    private final List<Trial> reported =
            LabelledStack.read("backtraces.jsonl").stream().map(Trial::of).toList();
    private final List<Trial> upstream = LabelledStack.read("upstream_stacks.jsonl").stream()
            .filter(stack -> byId.containsKey(stack.id()))
            .map(stack -> Trial.of(fix(stack.id()), stack, AffectedVersions.mainline(fix(stack.id()))))
            .toList();
    private final List<Trial> named = all.stream()
            .map(fix -> Trial.of(fix, AffectedVersions.mainline(fix)))
            .toList();

    @AfterAll
    static void prints() {
        System.out.println(FixRow.HEAD);
        ROWS.forEach(System.out::println);
        if (Boolean.getBoolean("fixes.missed")) {
            ROWS.forEach(row -> System.out.println(row + "\n    " + String.join("\n    ", row.missed())));
        }
    }

    @Test
    void findsTheFix() {
        var known = row("reported", reported.stream().filter(trial -> byId.containsKey(trial.id())), true);
        var own = row("upstream's, last affected mainline version", upstream.stream(), true);
        var stable = row("upstream's, a stable release", upstream.stream().flatMap(this::inStable), true);
        var dated = row(
                "upstream's, a stable release older than it",
                upstream.stream().flatMap(trial -> inStable(trial, -30)),
                true);
        var functions = row("functions named by each fix", named.stream(), true);

        Stream.of(known, own, stable, dated, functions).forEach(FixJudgementTest::hasNoWrongYes);
        assertThat(known.firstShare()).isGreaterThanOrEqualTo(0.72);
        assertThat(own.firstShare()).isGreaterThanOrEqualTo(0.97);
        assertThat(own.yes()).isGreaterThanOrEqualTo(19);
        assertThat(stable.firstShare()).isGreaterThanOrEqualTo(0.96);
        assertThat(dated.yes()).isGreaterThan(stable.yes());
        assertThat(functions.shownShare()).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    void saysYesToNoneWhenTheFixIsNotKnown() {
        Stream.of(
                        removed("fix removed: reported", reported.stream()),
                        removed("fix removed: reported, in each series", inEach(reported)),
                        removed("fix removed: upstream's, in each series", inEach(upstream)),
                        removed("fix removed: upstream's", upstream.stream()),
                        removed(
                                "fix removed: upstream's, stable",
                                upstream.stream().flatMap(this::inStable)),
                        removed("fix removed: functions named by each fix", named.stream()))
                .forEach(FixJudgementTest::hasNoWrongYes);
    }

    @Test
    void saysYesToNoVersionOutsideOfTheRange() {
        var after = row(
                "upstream's, versions with the fix",
                upstream.stream()
                        .flatMap(
                                trial -> AffectedVersions.fixed(fix(trial.id())).map(trial::version)),
                false);
        var before = row(
                "upstream's, versions before the fault",
                upstream.stream()
                        .flatMap(trial ->
                                AffectedVersions.before(fix(trial.id())).map(trial::version)),
                false);
        var unknown = row("upstream's, version unknown", upstream.stream().map(trial -> trial.version("2.x")), false);

        var newer = row(
                "upstream's, a stable release made after it",
                upstream.stream()
                        .flatMap(trial -> inStable(trial, 30))
                        .filter(trial -> fix(trial.id()).stable().isEmpty()),
                false);

        Stream.of(after, before, unknown, newer).forEach(FixJudgementTest::hasNoWrongYes);
        assertThat(after.shownShare()).isZero();
        assertThat(before.shownShare()).isZero();
    }

    @Test
    void staysRightWhenTheStackIsDamaged() {
        var built = damaged("without headers' functions", frames -> Stream.of(Perturbations.withoutInlined(frames)));
        assertThat(built.firstShare()).isGreaterThanOrEqualTo(0.88);
        Stream.of(
                        built,
                        damaged("without files and lines", frames -> Stream.of(Perturbations.withoutPlaces(frames))),
                        damaged("one frame less", Perturbations::oneFrameLess),
                        damaged("one frame without symbol", Perturbations::oneFrameUnknown),
                        damaged("cut after 1 to 5 frames", Perturbations::cut))
                .forEach(FixJudgementTest::hasNoWrongYes);
    }

    @Test
    void saysYesToNoOtherDeath() {
        var other = row("another signal", upstream.stream().map(trial -> trial.signal(otherThan(trial))), false);
        hasNoWrongYes(other);
        hasNoWrongYes(row("no signal", upstream.stream().map(trial -> trial.signal(null)), true));
    }

    /** What the allocator finds freed twice ends by SIGABRT as well. */
    private String otherThan(Trial trial) {
        return switch (fix(trial.id()).bugClass()) {
            case "infinite-loop" -> "SIGSEGV";
            case "double-free" -> "SIGILL";
            default -> "SIGABRT";
        };
    }

    private FixRow damaged(String how, Function<List<Frame>, Stream<List<Frame>>> damage) {
        var known = Stream.concat(reported.stream().filter(trial -> byId.containsKey(trial.id())), upstream.stream());
        return row(how, known.flatMap(trial -> damage.apply(trial.frames()).map(trial::frames)), true);
    }

    private Stream<Trial> inEach(List<Trial> trials) {
        return trials.stream()
                .flatMap(trial -> Stream.of(
                                "1.8.0",
                                "2.0.0",
                                "2.2.0",
                                "2.4.0",
                                "2.6.0",
                                "2.7.0",
                                "2.8.0",
                                "2.9-dev5",
                                "2.9.0",
                                "3.0.0",
                                "3.1.0",
                                "3.2.0",
                                "3.3.0",
                                "3.4.0")
                        .map(trial::version));
    }

    private Stream<Trial> inStable(Trial trial) {
        return AffectedVersions.stable(fix(trial.id())).map(trial::version).stream();
    }

    /** With the date that such a release prints, so many days from when the fix was written. */
    private Stream<Trial> inStable(Trial trial, int days) {
        var date = fix(trial.id()).date().plusDays(days).format(DateTimeFormatter.ofPattern("uuuu/MM/dd"));
        return inStable(trial).map(stable -> stable.version(stable.version() + "-0123abc " + date));
    }

    private FixRow row(String name, Stream<Trial> trials, boolean affected) {
        var row = new FixRow(name);
        trials.forEach(trial -> row.add(trial, told(fixes, trial), affected));
        ROWS.add(row);
        return row;
    }

    private FixRow removed(String name, Stream<Trial> trials) {
        var row = new FixRow(name);
        trials.forEach(trial -> row.add(
                trial,
                told(
                        new KnownFixes(all.stream()
                                .filter(fix -> !fix.id().equals(trial.id()))
                                .toList()),
                        trial),
                false));
        ROWS.add(row);
        return row;
    }

    private static List<KnownFix> told(KnownFixes list, Trial trial) {
        return list.match(trial.crash()).stream().map(Candidate::fix).toList();
    }

    private static void hasNoWrongYes(FixRow row) {
        assertThat(row.wrong()).as(row.toString()).isEmpty();
    }

    private Fix fix(String id) {
        return Optional.ofNullable(byId.get(id)).orElseThrow();
    }
}
