package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Testimony.Place;
import org.jspecify.annotations.Nullable;

/**
 * A page fault on x86, and what sort of death it was. Bits of its error code: 0 protection, 1 write, 2 user, 3 reserved bit set, 4
 * instruction fetch, 5 protection key, 15 SGX (arch/x86/include/asm/trap_pf.h).
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

    private static final int PROTECTION = 0;
    private static final int WRITE = 1;
    private static final int USER = 2;
    private static final int RESERVED = 3;
    private static final int FETCH = 4;
    private static final int KEY = 5;
    private static final int SGX = 15;

    private static final long ZERO_PAGE = 4096;
    /** A frame may be this large and touch its far end first. */
    private static final long BESIDE_THE_STACK_POINTER = 64 << 10;

    CrashKind kind() {
        if (has(FETCH) && Long.compareUnsigned(instruction, ZERO_PAGE) < 0) {
            return CrashKind.NULL_CALL;
        }
        if (isFailedBugOn()) {
            return CrashKind.ASSERTION;
        }
        return Math.abs(address - stackPointer) <= BESIDE_THE_STACK_POINTER
                ? CrashKind.STACK_OVERFLOW
                : CrashKind.MEMORY;
    }

    /** In plain words. */
    String meaning() {
        var words = new Access(has(FETCH), has(WRITE), has(PROTECTION), address).words() + special();
        return switch (kind()) {
            case ASSERTION ->
                "a failed BUG_ON: HAProxy up to 2.7 then writes to address 1 on purpose; its own log has the condition";
            case STACK_OVERFLOW ->
                words + "; the stack pointer is beside it (" + Hex.in(stackPointer)
                        + "): probably the stack was used up (a guess from the two addresses)";
            default -> words;
        };
    }

    private String special() {
        if (has(KEY)) {
            return ", by its protection key";
        }
        if (has(RESERVED)) {
            return "; the page table itself is damaged (a reserved bit is set): suspect the machine's memory";
        }
        if (has(SGX)) {
            return ", in an SGX enclave";
        }
        return has(USER) ? "" : " (the kernel did it on the process's behalf)";
    }

    /** HAProxy up to 2.7 ends a failed BUG_ON by writing to address 1 (include/haproxy/bug.h). */
    private boolean isFailedBugOn() {
        return address == 1 && has(WRITE) && isInHaproxy(place);
    }

    private boolean has(int bit) {
        return (error >>> bit & 1) != 0;
    }

    static boolean isInHaproxy(@Nullable Place place) {
        return place != null && place.module().startsWith("haproxy");
    }
}
