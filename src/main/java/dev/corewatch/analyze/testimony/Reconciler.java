package dev.corewatch.analyze.testimony;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one death of what the channels say. Testimonies fill what a core leaves open and never change what it says: its signal, and
 * frames that a debugger found. Only a kind that was told from circumstances gives way to HAProxy's explicit words. Pure.
 */
public final class Reconciler {

    private static final Set<CrashKind> CIRCUMSTANTIAL = Set.of(CrashKind.UNKNOWN, CrashKind.MEMORY);

    private Reconciler() {}

    /**
     * A death without a core: the last one that HAProxy's words tell of, else the kernel's log.
     *
     * @param reason why there is no core, in words
     */
    public static Reconciled withoutCore(Testimonies testimonies, String reason) {
        var words = Choice.last(testimonies.of(Channel.WORDS));
        var kernel = kernelBeside(words, testimonies);
        var told = new Told(words.chosen(), kernel.chosen(), status(testimonies));
        var gaps = Stream.concat(
                        Stream.of(new Gap("core", reason)), Silence.of(testimonies, told, told.signal()).stream())
                .toList();
        var conclusions = Silence.conclusions(testimonies, told, told.signal());
        var analysis = new Analysis(
                "none",
                notes(conclusions, told, words, kernel, gaps),
                told.kind(),
                told.deliberate(),
                told.signal(),
                told.stack("no core"),
                List.of(),
                List.of(),
                told.haproxy(),
                null);
        return new Reconciled(analysis, told.assertion(), told.place(), gaps);
    }

    /**
     * A death with a core.
     *
     * @param core what the debugger found in it
     * @param ids the process's pid and its threads', as the core has them
     */
    public static Reconciled withCore(Analysis core, Set<Integer> ids, Testimonies testimonies) {
        var words = Choice.among(testimonies.of(Channel.WORDS), ids, core.signal());
        var kernel = Choice.among(testimonies.of(Channel.KERNEL_LOG), ids, core.signal());
        var told = new Told(words.chosen(), kernel.chosen(), status(testimonies));
        var gaps = Silence.of(testimonies, told, core.signal());
        var analysis = new Analysis(
                core.debugger(),
                notes(
                        both(core.notes(), Silence.ofAnAbort(testimonies, told, core.signal())),
                        told,
                        words,
                        kernel,
                        gaps),
                kind(core, told),
                core.deliberate() || told.deliberate(),
                core.signal() == null ? told.signal() : core.signal(),
                stack(core, told),
                core.threads(),
                core.modules(),
                haproxy(core.haproxy(), told.haproxy()),
                core.request());
        return new Reconciled(analysis, told.assertion(), gaps);
    }

    /** Whoever gave it knew the process. */
    private static @Nullable Testimony status(Testimonies testimonies) {
        var heard = testimonies.of(Channel.STATUS);
        return heard.isEmpty() ? null : heard.getLast();
    }

    private static Choice kernelBeside(Choice words, Testimonies testimonies) {
        var heard = testimonies.of(Channel.KERNEL_LOG);
        var worker = words.chosen();
        if (worker == null) {
            return Choice.last(heard);
        }
        return Choice.among(heard, worker.pid() == null ? Set.of() : Set.of(worker.pid()), worker.signal());
    }

    private static CrashKind kind(Analysis core, Told told) {
        var said = told.words() == null ? CrashKind.UNKNOWN : told.words().kind();
        if (CIRCUMSTANTIAL.contains(core.kind()) && said != CrashKind.UNKNOWN) {
            return said;
        }
        return core.kind() == CrashKind.UNKNOWN && core.signal() == null ? told.kind() : core.kind();
    }

    private static Stack stack(Analysis core, Told told) {
        if (!core.stack().frames().isEmpty()) {
            return core.stack();
        }
        var other = told.stack("the core gave no stack");
        return other.frames().isEmpty() ? core.stack() : other;
    }

    private static @Nullable HaproxyFacts haproxy(@Nullable HaproxyFacts core, @Nullable HaproxyFacts told) {
        if (core == null || told == null || core.version() != null) {
            return core == null ? told : core;
        }
        return new HaproxyFacts(
                told.version(), core.compression(), core.threads(), core.uptimeSeconds(), core.tainted());
    }

    private static List<String> both(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }

    private static List<String> notes(List<String> first, Told told, Choice words, Choice kernel, List<Gap> gaps) {
        var silences = gaps.stream().map(Gap::reason).toList();
        return Stream.of(first, told.notes(), words.notes(), kernel.notes(), silences)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }
}
