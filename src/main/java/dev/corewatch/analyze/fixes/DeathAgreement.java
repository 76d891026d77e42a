package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.CrashKind;
import org.jspecify.annotations.Nullable;

/** Whether a crash dies in the way a fix's crash does: by signal, by class and by the fault's address. */
enum DeathAgreement {
    /** Both are known and agree. */
    AGREES,
    /** One is not known. */
    OPEN,
    /** The fix's signal is not known, and this is not the one that its class is likely to end by. */
    UNLIKELY,
    DIFFERS;

    /** A null pointer's member lies within the first pages; HAProxy's structures are smaller than this. */
    private static final long NEAR_NULL = 64L << 10;

    static DeathAgreement of(Fix fix, Crash crash, boolean stuck) {
        if (stuck ? !fix.isStuck() && !isRace(fix) : fix.isStuck() && !couldBeStuck(crash)) {
            return DIFFERS;
        }
        if (fix.bugClass().equals("bug-on") != (crash.kind() == CrashKind.ASSERTION) && isClear(crash.kind())) {
            return DIFFERS;
        }
        if (fix.bugClass().equals("null-deref") && isFarFromNull(crash.address())) {
            return DIFFERS;
        }
        return bySignal(fix.signal(), fix.bugClass(), crash.signal());
    }

    /** A stack that was pasted without its panic. */
    private static boolean couldBeStuck(Crash crash) {
        return crash.kind() == CrashKind.UNKNOWN
                && (crash.signal() == null || crash.signal().equals("SIGABRT"));
    }

    private static boolean isRace(Fix fix) {
        return fix.bugClass().equals("race") && fix.signal() == null;
    }

    private static boolean isClear(CrashKind kind) {
        return kind != CrashKind.UNKNOWN && kind != CrashKind.HEAP_CORRUPTION;
    }

    private static boolean isFarFromNull(@Nullable String address) {
        if (address == null || !address.startsWith("0x")) {
            return false;
        }
        return Long.compareUnsigned(Long.parseUnsignedLong(address.substring(2), 16), NEAR_NULL) > 0;
    }

    private static DeathAgreement bySignal(@Nullable String expected, String bugClass, @Nullable String signal) {
        if (signal == null) {
            return OPEN;
        }
        if (expected == null) {
            return byClass(bugClass, signal);
        }
        boolean same = expected.equals("SIGILL-or-SIGSEGV")
                ? signal.equals("SIGILL") || signal.equals("SIGSEGV")
                : expected.equals(signal);
        return same ? AGREES : DIFFERS;
    }

    /** Damaged memory mostly ends by SIGSEGV or by the allocator's word. */
    private static DeathAgreement byClass(String bugClass, String signal) {
        return switch (bugClass) {
            case "other" -> OPEN;
            case "infinite-loop" -> signal.equals("SIGABRT") ? AGREES : UNLIKELY;
            case "double-free" -> signal.equals("SIGABRT") || signal.equals("SIGSEGV") ? AGREES : UNLIKELY;
            default -> signal.equals("SIGSEGV") || signal.equals("SIGBUS") ? AGREES : UNLIKELY;
        };
    }

    /** Whether the crash dies as the fix's is expected to, as far as both are known. */
    boolean isExpected() {
        return this == AGREES || this == OPEN;
    }
}
