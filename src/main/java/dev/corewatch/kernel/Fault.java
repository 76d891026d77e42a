package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Testimony.Place;
import org.jspecify.annotations.Nullable;

/**
 * A page fault on x86, and what sort of death it was. Bits of its error code: 0 protection, 1 write, 2 user, 4 instruction fetch
 * (arch/x86/include/asm/trap_pf.h).
 *
 * @param address that was accessed
 * @param instruction that did it
 * @param place of the instruction
 */
record Fault(
        long address,
        long instruction,
        long stackPointer,
        long error,
        @Nullable Place place) {

    private static final long WRITE = 1 << 1;
    private static final long FETCH = 1 << 4;

    private static final long ZERO_PAGE = 4096;
    /** A frame may be this large and touch its far end first. */
    private static final long BESIDE_THE_STACK_POINTER = 64 << 10;

    CrashKind kind() {
        if ((error & FETCH) != 0 && Long.compareUnsigned(instruction, ZERO_PAGE) < 0) {
            return CrashKind.NULL_CALL;
        }
        if (isFailedBugOn()) {
            return CrashKind.ASSERTION;
        }
        return Math.abs(address - stackPointer) <= BESIDE_THE_STACK_POINTER
                ? CrashKind.STACK_OVERFLOW
                : CrashKind.MEMORY;
    }

    /** HAProxy up to 2.7 ends a failed BUG_ON by writing to address 1 (include/haproxy/bug.h). */
    private boolean isFailedBugOn() {
        return address == 1 && (error & WRITE) != 0 && isInHaproxy(place);
    }

    static boolean isInHaproxy(@Nullable Place place) {
        return place != null && place.module().startsWith("haproxy");
    }
}
