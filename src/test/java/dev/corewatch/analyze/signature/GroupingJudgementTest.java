package dev.corewatch.analyze.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Judges the signature on public stacks, and on bugs left out: for each pair, the crowding numbers are counted again without
 * the fixes of that pair's own bugs, so that no stack is judged by what it taught.
 */
final class GroupingJudgementTest {

    private static final String HEAD = String.format(
            "%-34s %8s %6s %5s %9s %6s", "rule, stacks", "together", "joined", "split", "precision", "recall");

    private final List<LabelledStack> labelled = Stream.of("backtraces.jsonl", "own_stacks.jsonl")
            .flatMap(file -> LabelledStack.read(file).stream())
            .toList();
    private final List<LabelledStack> withUpstream = withUpstream();
    private final SignatureRule v1 = SignatureRule.v1();

    @Test
    void joinsNoTwoBugsAndSplitsAlmostNone() {
        var ours = Judgement.of("v1, labelled", labelled, (a, b) -> id(v1, a).equals(id(v1, b)));
        var more = Judgement.of(
                "v1, and upstream's", withUpstream, (a, b) -> id(v1, a).equals(id(v1, b)));
        var leftOut = Judgement.of("v1 left-out, and upstream's", withUpstream, this::meetLeftOut);
        var apport = Judgement.of(
                "apport, and upstream's",
                withUpstream,
                (a, b) -> Baselines.apport(a).equals(Baselines.apport(b)));
        var socorro = Judgement.of(
                "Socorro, and upstream's",
                withUpstream,
                (a, b) -> Baselines.socorro(a).equals(Baselines.socorro(b)));
        System.out.println(HEAD);
        Stream.of(ours, more, leftOut, apport, socorro).map(Judgement::row).forEach(System.out::println);
        System.out.println("joined " + leftOut.joined() + ", split " + leftOut.split());

        assertThat(ours.joined()).isEmpty();
        assertThat(ours.recall()).isGreaterThanOrEqualTo(0.9);
        assertThat(more.joined()).as("two fixes for one stack, word for word").containsExactly("eb1a097a6+e12620a8a");
        assertThat(more.recall()).isGreaterThanOrEqualTo(0.9);
        assertThat(leftOut.precision()).isGreaterThanOrEqualTo(0.9).isGreaterThan(socorro.precision());
        assertThat(leftOut.recall()).isGreaterThanOrEqualTo(0.9).isGreaterThan(apport.recall());
    }

    private boolean meetLeftOut(LabelledStack a, LabelledStack b) {
        var rule = new SignatureRule(crowdingWithout(a.group(), b.group()));
        return id(rule, a).equals(id(rule, b));
    }

    private static String id(SignatureRule rule, LabelledStack stack) {
        return rule.of(new Evidence(stack.frames(), CrashKind.UNKNOWN, null, null))
                .orElseThrow()
                .id();
    }

    private static final List<Map.Entry<String, String>> DEATHS = deaths();

    private static Crowding crowdingWithout(String... groups) {
        var counts = new HashMap<String, Integer>();
        DEATHS.stream()
                .filter(death -> !List.of(groups).contains("g-" + death.getKey()))
                .forEach(death -> counts.merge(FunctionName.plain(death.getValue()), 1, Integer::sum));
        return new Crowding(counts);
    }

    private static List<Map.Entry<String, String>> deaths() {
        try (var in = GroupingJudgementTest.class.getResourceAsStream("/grouping/upstream_deaths.txt")) {
            if (in == null) {
                throw new IllegalStateException("no test resource upstream_deaths.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .map(words -> Map.entry(words[0], words[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<LabelledStack> withUpstream() {
        var all = new ArrayList<>(labelled);
        all.addAll(LabelledStack.read("upstream_stacks.jsonl"));
        return all;
    }
}
