package dev.corewatch.analyze.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KindRuleTest {

    private static final String HAPROXY = "/usr/sbin/haproxy";
    private static final String LIBC = "/lib/libc.so.6";
    private static final long STACK = 0x7ffc_0000_0000L;

    @Test
    void aReadBeyondTheInputIsABadAccess() {
        assertThat(kind(segv("0x7fb22c06c000"), "memcpy@libc", "deflate@libc", "deflate_flush_or_finish"))
                .isEqualTo(CrashKind.MEMORY);
    }

    @Test
    void aBugOnOfTheFirstVersionsWritesToAddressOne() {
        assertThat(kind(segv("0x1"), "ha_crash_now", "process_stream")).isEqualTo(CrashKind.ASSERTION);
        assertThat(kind(segv("0x1"), "process_stream")).isEqualTo(CrashKind.ASSERTION);
    }

    @Test
    void aStrayPointerToAddressOneInALibraryIsABadAccess() {
        assertThat(kind(segv("0x1"), "strlen@libc", "process_stream")).isEqualTo(CrashKind.MEMORY);
    }

    @Test
    void aBugOnOfLaterVersionsIsAnInvalidInstruction() {
        assertThat(kind(new Signal("SIGILL", 4, 2, "0x55af1200b087"), "process_stream"))
                .isEqualTo(CrashKind.ASSERTION);
    }

    @Test
    void anInvalidInstructionInALibraryIsNoAssertionOfHaproxys() {
        assertThat(kind(new Signal("SIGILL", 4, 2, "0x7f0"), "aes_encrypt@libc", "process_stream"))
                .isEqualTo(CrashKind.UNKNOWN);
    }

    @Test
    void abortCalledByHaproxyIsAnAssertion() {
        assertThat(kind(ABORT, "raise@libc", "__GI_abort@libc", "pool_free_area", "process_stream"))
                .isEqualTo(CrashKind.ASSERTION);
    }

    @Test
    void abortCalledByANamelessFunctionMayBeAPanic() {
        assertThat(kind(ABORT, "raise@libc", "abort@libc", "?", "?", "task_run_applet"))
                .isEqualTo(CrashKind.UNKNOWN);
    }

    @Test
    void aPanicInASignalHandlerIsTheWatchdogs() {
        assertThat(kind(ABORT, "raise@libc", "abort@libc", "ha_panic", "wdt_handler", "<signal>", "process_stream"))
                .isEqualTo(CrashKind.WATCHDOG);
    }

    @Test
    void aPanicAboveAnInterruptedPanicIsNotTheWatchdogs() {
        assertThat(kind(ABORT, "raise@libc", "abort@libc", "ha_panic", "process_stream"))
                .isEqualTo(CrashKind.PANIC);
        assertThat(kind(ABORT, "wait4@libc", "debug_handler", "<signal>", "ha_panic", "process_stream"))
                .isEqualTo(CrashKind.PANIC);
    }

    @Test
    void aPanicOfPidOneThatEndsAsSegmentationFaultIsStillAPanic() {
        assertThat(kind(new Signal("SIGSEGV", 11, 128, null), "abort@libc", "ha_panic", "cli_io_handler"))
                .isEqualTo(CrashKind.PANIC);
    }

    @Test
    void anAbortOfPidOneForAnUnknownReasonIsNoBadAccess() {
        assertThat(kind(new Signal("SIGSEGV", 11, 128, null), "abort@libc", "helper@libc", "process_stream"))
                .isEqualTo(CrashKind.UNKNOWN);
    }

    @Test
    void glibcsHeapCheckIsHeapCorruption() {
        assertThat(kind(
                        ABORT,
                        "raise@libc",
                        "abort@libc",
                        "__libc_message@libc",
                        "malloc_printerr@libc",
                        "_int_free@libc"))
                .isEqualTo(CrashKind.HEAP_CORRUPTION);
    }

    @Test
    void anAbortInsideFreeIsHeapCorruptionWithoutLibcsDebugInformation() {
        assertThat(kind(ABORT, "raise@libc", "abort@libc", "?@libc", "?@libc", "__libc_free@libc", "process_stream"))
                .isEqualTo(CrashKind.HEAP_CORRUPTION);
    }

    @Test
    void muslsPrivilegedInstructionInFreeIsHeapCorruption() {
        assertThat(kind(new Signal("SIGSEGV", 11, 128, null), "free@libc", "process_stream"))
                .isEqualTo(CrashKind.HEAP_CORRUPTION);
    }

    @Test
    void aWildPointerInsideFreeIsABadAccess() {
        assertThat(kind(segv("0x4141414141414140"), "free@libc", "process_stream"))
                .isEqualTo(CrashKind.MEMORY);
    }

    @Test
    void aFaultBesideTheStackPointerIsAStackOverflow() {
        assertThat(kind(segv("0x7ffbfffffff8"), "descend", "descend")).isEqualTo(CrashKind.STACK_OVERFLOW);
    }

    @Test
    void aCallThroughANullPointerLeavesThePcInTheFirstPage() {
        var evidence = new Evidence(segv("0x0"), frames("?", "process_stream"), new CoreThread(7, 0, STACK), HAPROXY);

        assertThat(KindRule.of(evidence).kind()).isEqualTo(CrashKind.NULL_CALL);
    }

    @Test
    void aReadThroughANullPointerIsABadAccess() {
        assertThat(kind(segv("0x8"), "process_stream")).isEqualTo(CrashKind.MEMORY);
    }

    @Test
    void aDeathByTheDebugCommandsIsDeliberate() {
        var evidence = evidence(
                ABORT, "raise@libc", "abort@libc", "ha_panic", "debug_parse_cli_panic.isra.0", "cli_io_handler");

        assertThat(KindRule.of(evidence)).isEqualTo(new Death(CrashKind.PANIC, true));
    }

    @Test
    void whatNobodyCanTellIsUnknown() {
        assertThat(KindRule.of(new Evidence(null, List.of(), null, null)))
                .isEqualTo(new Death(CrashKind.UNKNOWN, false));
        assertThat(kind(new Signal("SIGKILL", 9, 0, null), "epoll_wait@libc")).isEqualTo(CrashKind.UNKNOWN);
    }

    private static final Signal ABORT = new Signal("SIGABRT", 6, -6, null);

    private static Signal segv(String address) {
        return new Signal("SIGSEGV", 11, 1, address);
    }

    private static CrashKind kind(Signal signal, String... frames) {
        return KindRule.of(evidence(signal, frames)).kind();
    }

    private static Evidence evidence(Signal signal, String... frames) {
        return new Evidence(signal, frames(frames), new CoreThread(7, 0x5555_0000L, STACK), HAPROXY);
    }

    /** "name" is HAProxy's, "name@libc" another module's, "?" has no name, "<signal>" is a handler's frame. */
    private static List<Frame> frames(String... words) {
        var frames = new ArrayList<Frame>();
        for (var word : words) {
            var parts = word.split("@", -1);
            var module = parts.length > 1 ? LIBC : HAPROXY;
            boolean signal = word.equals("<signal>");
            frames.add(new Frame(frames.size(), name(parts[0]), null, null, module, null, false, signal));
        }
        return frames;
    }

    private static @Nullable String name(String word) {
        return word.equals("?") || word.startsWith("<") ? null : word;
    }
}
