package dev.corewatch.analyze.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Judges whether a public stack keeps its signature when builds, tools and people do to it what they do. Where the rule
 * promises it (docs/grouping.md) all must; the rest of the table says what to expect.
 */
final class SteadinessTest {

    private static final List<String> ROWS = new ArrayList<>();

    private static final List<String> PANIC = List.of("raise", "abort", "ha_panic", "wdt_handler");
    private static final List<String> OTHER_PANIC = List.of(
            "__pthread_kill_implementation",
            "__GI_raise",
            "__GI_abort",
            "ha_panic",
            "ha_panic",
            "debug_handler",
            "wdt_handler");

    private final SignatureRule rule = SignatureRule.v1();
    private final List<LabelledStack> stacks = Stream.of(
                    "backtraces.jsonl", "own_stacks.jsonl", "upstream_stacks.jsonl")
            .flatMap(file -> LabelledStack.read(file).stream())
            .toList();

    @AfterAll
    static void prints() {
        System.out.println(String.format("%-44s %6s %6s %6s", "what is done to a stack", "stacks", "keep", "share"));
        ROWS.forEach(System.out::println);
    }

    @Test
    void keepsTheSignatureOfAnotherBuildOrSystem() {
        promised("the compiler's suffixes", frames -> Perturbations.renamed(frames, SteadinessTest::split));
        promised("libraries elsewhere, of other versions", Perturbations::elsewhere);
        promised("names of 2.5: sc_ is si_", frames -> Perturbations.renamed(frames, name -> older(name, "si_")));
        promised("names of 2.6: sc_ is cs_", frames -> Perturbations.renamed(frames, name -> older(name, "cs_")));
    }

    @Test
    void keepsTheSignatureWithoutFilesAndLinesUnlessAPlaceIsPartOfIt() {
        assertThat(kept(
                        "no files and lines; no place in it",
                        whole -> !hasPlace(whole),
                        frames -> Stream.of(Perturbations.withoutPlaces(frames))))
                .as("a library's C function that only its file tells from HAProxy's")
                .containsExactly("bt16");
    }

    @Test
    void keepsTheSignatureWhenFramesAreMissingThatAreNotPartOfIt() {
        assertThat(kept("one frame less, not one of its names", whole -> true, this::lessOutside))
                .isEmpty();
        assertThat(kept("one frame without symbol, further out", whole -> true, this::unknownOutside))
                .isEmpty();
    }

    @Test
    void givesAWatchdogsVictimOneSignatureHoweverItsPanicLooks() {
        var lost = new ArrayList<String>();
        int number = 0;
        for (var stack : stacks) {
            if (stack.frames().stream().anyMatch(Frame::signalHandler) || isNameless(stack)) {
                continue;
            }
            number++;
            var one = Perturbations.below(PANIC, stack.frames());
            if (!id(one).equals(id(Perturbations.below(OTHER_PANIC, stack.frames())))) {
                lost.add(stack.id());
            }
        }
        row("below two panics that look different", number, lost);
        assertThat(lost).isEmpty();
    }

    @Test
    void saysWhatElseToExpect() {
        kept(
                "functions of headers leave no frame",
                whole -> true,
                frames -> Stream.of(Perturbations.withoutInlined(frames)));
        kept("any of the first six frames less", whole -> true, Perturbations::oneFrameLess);
        kept("any of the first six without symbol", whole -> true, Perturbations::oneFrameUnknown);
        kept("cut after 1 to 5 frames", whole -> true, Perturbations::cut);
    }

    private void promised(String name, Function<List<Frame>, List<Frame>> damage) {
        assertThat(kept(name, whole -> true, frames -> Stream.of(damage.apply(frames))))
                .as(name)
                .isEmpty();
    }

    private List<String> kept(
            String name, Predicate<List<Frame>> which, Function<List<Frame>, Stream<List<Frame>>> damage) {
        var lost = new ArrayList<String>();
        int number = 0;
        for (var stack : stacks) {
            var id = id(stack.frames());
            for (var damaged :
                    which.test(stack.frames()) ? damage.apply(stack.frames()).toList() : List.<List<Frame>>of()) {
                number++;
                if (!id.equals(id(damaged))) {
                    lost.add(stack.id());
                }
            }
        }
        row(name, number, lost);
        return lost;
    }

    private static void row(String name, int number, List<String> lost) {
        int keep = number - lost.size();
        ROWS.add(String.format(Locale.ROOT, "%-44s %6d %6d %6.2f", name, number, keep, (double) keep / number));
    }

    /** Frames of HAProxy that are neither named nor further in than the named ones. */
    private IntStream outside(List<Frame> frames) {
        var names = signature(frames).orElseThrow().frames();
        int last = -1;
        for (int i = 0; i < frames.size(); i++) {
            if (names.contains(Step.of(frames.get(i)).name())) {
                last = i;
            }
        }
        boolean complete = Chain.of(frames).own().size() > names.size() && !hasPlace(frames);
        return complete ? IntStream.range(last + 1, frames.size() - 1) : IntStream.empty();
    }

    private Stream<List<Frame>> lessOutside(List<Frame> frames) {
        return outside(frames).mapToObj(gone -> Perturbations.less(frames, gone));
    }

    private Stream<List<Frame>> unknownOutside(List<Frame> frames) {
        return outside(frames).mapToObj(gone -> Perturbations.unknown(frames, gone));
    }

    /** Without a name of HAProxy's the whole stack is the signature, panic and all. */
    private static boolean isNameless(LabelledStack stack) {
        return Chain.of(stack.frames()).own().isEmpty();
    }

    private boolean hasPlace(List<Frame> frames) {
        return signature(frames).orElseThrow().frames().getLast().startsWith("@");
    }

    private static String split(String name) {
        return name.contains(":") ? name : name + ".part.0.constprop.3";
    }

    private static String older(String name, String prefix) {
        return name.startsWith("sc_") && !name.startsWith("sc_conn_") ? prefix + name.substring(3) : name;
    }

    private String id(List<Frame> frames) {
        return signature(frames).map(Signature::id).orElse("none");
    }

    private Optional<Signature> signature(List<Frame> frames) {
        return rule.of(new Evidence(frames, CrashKind.UNKNOWN, null, null));
    }
}
