package dev.corewatch.analyze.testimony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import dev.corewatch.crash.Testimony.Place;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ReconcilerTest {

    private static final Signal SEGV = Signal.numbered(11);
    private static final Signal ABORT = Signal.numbered(6);
    private static final Signal KILL = Signal.numbered(9);
    private static final Assertion BUG = new Assertion("x < 0", "src/stream.c", 7);
    private static final Place MEMCPY = new Place("libc.so.6", "0x152d8a", true, "0x156000");

    @Test
    void callsAnOomKillWhatItIsWhenTheKernelNamesTheSamePid() {
        var told = withoutCore(words(7934, CrashKind.UNKNOWN, KILL), kernel(7934, CrashKind.OUT_OF_MEMORY, KILL, null));

        assertThat(told.analysis().kind()).isEqualTo(CrashKind.OUT_OF_MEMORY);
        assertThat(told.analysis().signal()).isEqualTo(KILL);
        assertThat(told.analysis().stack().trust()).isEqualTo(Stack.Trust.NONE);
        assertThat(told.gaps()).containsExactly(new Gap("core", "why"));
    }

    @Test
    void leavesASigkillUnknownAndSaysWhoCouldTell() {
        var told = Reconciler.withoutCore(only(words(5421, CrashKind.UNKNOWN, KILL)), "why");

        assertThat(told.analysis().kind()).isEqualTo(CrashKind.UNKNOWN);
        assertThat(told.analysis().notes().getFirst()).contains("from outside", "the kernel log would tell");
    }

    @Test
    void rulesAnOomOutWhenTheKernelsLogWasGivenAndTellsOfNone() {
        var told = withoutCore(words(5421, CrashKind.UNKNOWN, KILL));

        assertThat(told.analysis().notes().getFirst()).contains("tells of no OOM kill");
        assertThat(told.gaps()).extracting(Gap::missing).containsExactly("core", "kernel_log");
    }

    @Test
    void takesTheFaultsAddressAndInstructionFromTheKernel() {
        var told = withoutCore(
                words(5230, CrashKind.UNKNOWN, SEGV), kernel(5230, CrashKind.STACK_OVERFLOW, SEGV.at(0x1234), MEMCPY));

        assertThat(told.analysis().signal()).isEqualTo(SEGV.at(0x1234));
        assertThat(told.analysis().kind()).isEqualTo(CrashKind.STACK_OVERFLOW);
        assertThat(told.analysis().stack().trust()).isEqualTo(Stack.Trust.UNVERIFIED);
        assertThat(told.analysis().stack().frames())
                .containsExactly(new Frame(0, null, null, null, "libc.so.6", "0x152d8a", false, false));
    }

    @Test
    void neverCallsAnOffsetFromTheMappingOneFromTheFile() {
        var told = withoutCore(kernel(1, CrashKind.MEMORY, SEGV, new Place("libz.so.1", "0x5105b", false, "0x87000")));

        assertThat(told.analysis().stack().frames())
                .containsExactly(new Frame(0, null, null, null, "libz.so.1", null, false, false));
    }

    @Test
    void takesHaproxysOwnCallTraceAsUnverified() {
        var told = withoutCore(trace(5356), kernel(5357, CrashKind.ASSERTION, SEGV.at(1), MEMCPY));

        assertThat(told.assertion()).isEqualTo(BUG);
        assertThat(told.analysis().kind()).isEqualTo(CrashKind.ASSERTION);
        assertThat(told.analysis().stack())
                .isEqualTo(new Stack(
                        Stack.Trust.UNVERIFIED,
                        List.of("from HAProxy's own call trace; no core"),
                        null,
                        List.of(Frame.of(0, "process_stream", null))));
        assertThat(told.analysis().haproxy()).isNotNull();
        assertThat(told.analysis().notes()).anyMatch(note -> note.contains("names 5357"));
    }

    @Test
    void choosesNoneOfSeveralKernelLinesWhenNoneHasTheWorkersPid() {
        var told = withoutCore(
                words(5, CrashKind.UNKNOWN, SEGV),
                kernel(100, CrashKind.NULL_CALL, SEGV.at(0), MEMCPY),
                kernel(200, CrashKind.NULL_CALL, SEGV.at(0), MEMCPY));

        assertThat(told.analysis().kind()).isEqualTo(CrashKind.MEMORY);
        assertThat(told.analysis().stack().frames()).isEmpty();
        assertThat(told.analysis().notes()).anyMatch(note -> note.contains("tells of 2 deaths"));
    }

    @Test
    void leavesAKernelLineOfAnotherSignalOrAnotherProgram() {
        var other = Testimony.ofKernel(9, "java", CrashKind.MEMORY, SEGV, MEMCPY, "line");

        var told = withoutCore(
                words(5, CrashKind.HEAP_CORRUPTION, ABORT), kernel(5, CrashKind.MEMORY, SEGV, MEMCPY), other);

        assertThat(told.analysis().kind()).isEqualTo(CrashKind.HEAP_CORRUPTION);
        assertThat(told.analysis().signal()).isEqualTo(ABORT);
        assertThat(told.gaps()).extracting(Gap::missing).containsExactly("core");
        assertThat(told.analysis().notes()).contains("the kernel logs nothing when a process aborts itself");
    }

    @Test
    void takesTheLastDeathWithoutACore() {
        var told = withoutCore(words(1, CrashKind.UNKNOWN, SEGV), words(2, CrashKind.UNKNOWN, ABORT));

        assertThat(told.analysis().signal()).isEqualTo(ABORT);
        assertThat(told.analysis().notes()).anyMatch(note -> note.contains("tells of 2 deaths: this is the last"));
    }

    @Test
    void saysNothingWhenNothingWasSaid() {
        var told = withoutCore();

        assertThat(told.analysis().kind()).isEqualTo(CrashKind.UNKNOWN);
        assertThat(told.analysis().signal()).isNull();
        assertThat(told.gaps()).extracting(Gap::missing).containsExactly("core", "words", "kernel_log");
    }

    @Test
    void knowsThatDebugDevBugIsOnPurpose() {
        var bug = new Testimony(
                Channel.WORDS,
                5,
                null,
                CrashKind.ASSERTION,
                SEGV,
                new Assertion("one > zero", "src/debug.c", 389),
                List.of(),
                null,
                null,
                List.of());

        assertThat(withoutCore(bug).analysis().deliberate()).isTrue();
        assertThat(withoutCore(trace(5)).analysis().deliberate()).isFalse();
    }

    @Test
    void neverOverridesWhatTheCoreSays() {
        var core = core(CrashKind.STACK_OVERFLOW, SEGV.at(0x77), stack());

        var told = Reconciler.withCore(
                core, Set.of(5356), all(trace(5356), kernel(5356, CrashKind.MEMORY, SEGV.at(1), MEMCPY)));

        assertThat(told.analysis().kind()).isEqualTo(CrashKind.STACK_OVERFLOW);
        assertThat(told.analysis().signal()).isEqualTo(SEGV.at(0x77));
        assertThat(told.analysis().stack()).isEqualTo(stack());
        assertThat(told.gaps()).isEmpty();
    }

    @Test
    void fillsWhatTheCoreLeavesOpen() {
        var core = core(CrashKind.MEMORY, SEGV, Stack.NONE);

        var told = Reconciler.withCore(core, Set.of(5356), all(trace(5356), words(9, CrashKind.UNKNOWN, SEGV)));

        assertThat(told.analysis().kind()).isEqualTo(CrashKind.ASSERTION);
        assertThat(told.assertion()).isEqualTo(BUG);
        assertThat(told.analysis().stack().reasons())
                .containsExactly("from HAProxy's own call trace; the core gave no stack");
    }

    @Test
    void takesWordsOfAnotherPidWhenTheyAreTheOnlyOnesThatFitAndSaysSo() {
        var told = Reconciler.withCore(core(CrashKind.UNKNOWN, SEGV, stack()), Set.of(12), all(trace(5356)));

        assertThat(told.assertion()).isEqualTo(BUG);
        assertThat(told.analysis().notes()).anyMatch(note -> note.contains("names 5356"));
    }

    @Test
    void knowsAnAbortAsPid1ThatEndsAsSegv() {
        var panic = words(null, CrashKind.PANIC, ABORT);

        var asFirst = Reconciler.withCore(core(CrashKind.UNKNOWN, SEGV, stack()), Set.of(1), all(panic));
        var asOther = Reconciler.withCore(core(CrashKind.UNKNOWN, SEGV, stack()), Set.of(2), all(panic));

        assertThat(asFirst.analysis().kind()).isEqualTo(CrashKind.PANIC);
        assertThat(asOther.analysis().kind()).isEqualTo(CrashKind.UNKNOWN);
    }

    @Test
    void saysThatTheKernelsRateLimitLeftLinesOut() {
        var limited = Testimonies.of(Channel.KERNEL_LOG, List.of(), 190);

        var told = Reconciler.withCore(core(CrashKind.MEMORY, SEGV, stack()), Set.of(1), limited);

        assertThat(told.gaps())
                .singleElement()
                .extracting(Gap::reason)
                .asString()
                .contains("left out 190 lines");
    }

    @Test
    void tellsADeathByItsExitStatusAlone() {
        var told = Reconciler.withoutCore(status(ABORT), "why");

        assertThat(told.analysis().signal()).isEqualTo(ABORT);
        assertThat(told.analysis().notes()).contains("the exit status: killed by SIGABRT");
        assertThat(told.gaps()).extracting(Gap::missing).containsExactly("core");
    }

    @Test
    void takesTheAddressFromTheKernelsLineBesideTheStatus() {
        var line = kernel(5, CrashKind.MEMORY, SEGV.at(1), MEMCPY);

        var told =
                Reconciler.withoutCore(status(SEGV).and(Testimonies.of(Channel.KERNEL_LOG, List.of(line), 0)), "why");

        assertThat(told.analysis().signal()).isEqualTo(SEGV.at(1));
        assertThat(told.gaps()).extracting(Gap::missing).containsExactly("core");
    }

    @Test
    void aSigkillWhileTheCoreWasWrittenIsNotWhatKilledIt() {
        var line = kernel(5, CrashKind.MEMORY, SEGV.at(1), MEMCPY);

        var told =
                Reconciler.withoutCore(status(KILL).and(Testimonies.of(Channel.KERNEL_LOG, List.of(line), 0)), "why");

        assertThat(told.analysis().signal()).isEqualTo(SEGV.at(1));
    }

    @Test
    void missesAStatusThatWasAskedForAndALineOnlyWhereTheKernelPrintsOne() {
        var asked = new Testimonies(Set.of(Channel.STATUS, Channel.KERNEL_LOG), List.of(), 0);
        var sent = new Signal("SIGSEGV", 11, 0, null);

        assertThat(Reconciler.withCore(core(CrashKind.MEMORY, SEGV, stack()), Set.of(1), asked)
                        .gaps())
                .extracting(Gap::missing)
                .containsExactly("kernel_log", "status");
        assertThat(Reconciler.withCore(core(CrashKind.UNKNOWN, ABORT, stack()), Set.of(1), asked)
                        .gaps())
                .extracting(Gap::missing)
                .containsExactly("status");
        assertThat(Reconciler.withCore(core(CrashKind.UNKNOWN, sent, stack()), Set.of(1), asked)
                        .gaps())
                .extracting(Gap::missing)
                .containsExactly("status");
    }

    private static Testimonies status(Signal signal) {
        return Testimonies.of(Channel.STATUS, List.of(Testimony.ofStatus(5, signal, false)), 0);
    }

    private static Reconciled withoutCore(Testimony... heard) {
        return Reconciler.withoutCore(all(heard), "why");
    }

    private static Testimonies all(Testimony... heard) {
        return new Testimonies(Set.of(Channel.WORDS, Channel.KERNEL_LOG), List.of(heard), 0);
    }

    private static Testimonies only(Testimony words) {
        return Testimonies.of(Channel.WORDS, List.of(words), 0);
    }

    private static Testimony words(@Nullable Integer pid, CrashKind kind, Signal signal) {
        return new Testimony(
                Channel.WORDS, pid, null, kind, signal, null, List.of(), null, null, List.of("words of " + pid));
    }

    private static Testimony trace(int pid) {
        var frames = List.of(Frame.of(0, "process_stream", null));
        return new Testimony(
                Channel.WORDS, pid, null, CrashKind.ASSERTION, SEGV, BUG, frames, null, "2.6.12", List.of("bug"));
    }

    private static Testimony kernel(int thread, CrashKind kind, Signal signal, @Nullable Place place) {
        return Testimony.ofKernel(thread, "haproxy", kind, signal, place, "haproxy[" + thread + "]: ...");
    }

    private static Stack stack() {
        return new Stack(Stack.Trust.VERIFIED, List.of(), 5356, List.of(Frame.of(0, "f", null)));
    }

    private static Analysis core(CrashKind kind, Signal signal, Stack stack) {
        return new Analysis("gdb", List.of(), kind, false, signal, stack, List.of(), List.of(), null, null);
    }
}
