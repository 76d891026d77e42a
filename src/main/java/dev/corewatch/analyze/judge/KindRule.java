package dev.corewatch.analyze.judge;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import java.util.List;
import java.util.Set;

/**
 * Tells the sort of a death from the signal, the crashed thread's frames and its registers. Frames come before the signal: abort(3) in
 * a process that is pid 1 ends as SIGSEGV, since the kernel ignores its SIGABRT, and is still the panic or watchdog it was.
 *
 * <p>HAProxy up to 2.7 ends a failed BUG_ON by a write to address 1, later ones by an invalid instruction (include/haproxy/bug.h).
 */
public final class KindRule {

    private static final String DELIBERATE = "debug_parse_cli_";
    private static final Set<String> ASSERTIONS = Set.of("ha_crash_now", "assert_fail", "assert_fail_base");
    private static final Set<String> HEAP_CHECKS = Set.of("malloc_printerr", "malloc_assert");
    private static final Set<String> ALLOCATOR = Set.of("free", "cfree", "malloc", "realloc", "calloc", "get_meta");
    /** SI_KERNEL: musl's a_crash is a privileged instruction. */
    private static final int NO_ADDRESS = 128;

    private static final long ZERO_PAGE = 4096;
    /** A frame may be this large and touch its far end first, or be probed page by page. */
    private static final long BESIDE_THE_STACK_POINTER = 64 << 10;

    private KindRule() {}

    public static Death of(Evidence evidence) {
        boolean deliberate =
                evidence.frames().stream().anyMatch(frame -> name(frame).startsWith(DELIBERATE));
        return new Death(kind(evidence), deliberate);
    }

    private static CrashKind kind(Evidence evidence) {
        if (calls(evidence.frames(), Set.of("ha_panic"))) {
            return calls(evidence.handler(), Set.of("ha_panic")) ? CrashKind.WATCHDOG : CrashKind.PANIC;
        }
        if (isHeapCheck(evidence)) {
            return CrashKind.HEAP_CORRUPTION;
        }
        if (isAssertion(evidence)) {
            return CrashKind.ASSERTION;
        }
        return evidence.diedBy("SIGSEGV", "SIGBUS") ? badAccess(evidence) : CrashKind.UNKNOWN;
    }

    private static CrashKind badAccess(Evidence evidence) {
        var thread = evidence.thread();
        if (thread != null && Long.compareUnsigned(thread.programCounter(), ZERO_PAGE) < 0) {
            return CrashKind.NULL_CALL;
        }
        var fault = evidence.faultAddress();
        if (thread != null && fault != null && Math.abs(fault - thread.stackPointer()) <= BESIDE_THE_STACK_POINTER) {
            return CrashKind.STACK_OVERFLOW;
        }
        return isAbort(evidence) ? CrashKind.UNKNOWN : CrashKind.MEMORY;
    }

    /** By the names of glibc's checks, or, where debug information is missing, by an abort inside the allocator. */
    private static boolean isHeapCheck(Evidence evidence) {
        var signal = evidence.signal();
        var code = signal == null ? null : signal.code();
        boolean crashedItself = code != null && code == NO_ADDRESS && calls(innermost(evidence), ALLOCATOR);
        return crashedItself
                || calls(evidence.frames(), HEAP_CHECKS)
                || (isAbort(evidence) && calls(outsideOfProgram(evidence), ALLOCATOR));
    }

    private static List<Frame> outsideOfProgram(Evidence evidence) {
        return evidence.frames().stream()
                .takeWhile(frame -> !evidence.inExecutable(frame))
                .toList();
    }

    private static boolean isAssertion(Evidence evidence) {
        if (calls(evidence.frames(), ASSERTIONS)) {
            return true;
        }
        boolean inProgram = innermost(evidence).stream().anyMatch(evidence::inExecutable);
        var fault = evidence.faultAddress();
        boolean writtenToOne = evidence.diedBy("SIGSEGV") && fault != null && fault == 1;
        boolean stopped = writtenToOne || evidence.diedBy("SIGILL", "SIGTRAP");
        return (inProgram && stopped) || isAbortByProgram(evidence);
    }

    /** HAProxy calls abort() itself only where it finds its state impossible, and in ha_panic: so the caller must have a name. */
    private static boolean isAbortByProgram(Evidence evidence) {
        var frames = evidence.frames();
        for (int i = 0; i + 1 < frames.size(); i++) {
            if (isAbort(frames.get(i)) && !isAbort(frames.get(i + 1))) {
                return evidence.inExecutable(frames.get(i + 1))
                        && frames.get(i + 1).function() != null;
            }
        }
        return false;
    }

    private static boolean isAbort(Evidence evidence) {
        return outsideOfProgram(evidence).stream().anyMatch(KindRule::isAbort);
    }

    private static boolean isAbort(Frame frame) {
        return name(frame).equals("abort");
    }

    private static boolean calls(List<Frame> frames, Set<String> functions) {
        return frames.stream().anyMatch(frame -> functions.contains(name(frame)));
    }

    private static List<Frame> innermost(Evidence evidence) {
        return evidence.frames().stream().limit(1).toList();
    }

    /** Without the compiler's suffixes and the C library's prefixes for its inside ({@code __GI_}, {@code __libc_}). */
    private static String name(Frame frame) {
        var function = frame.function();
        return function == null
                ? ""
                : function.replaceFirst("\\.(isra|constprop|part|cold)\\b.*", "")
                        .replaceFirst("^_+(GI_+)?(libc_)?", "");
    }
}
