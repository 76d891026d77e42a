package dev.corewatch.kernel;

import org.jspecify.annotations.Nullable;

/**
 * An access to memory that faulted.
 *
 * @param fetch whether it was the fetch of an instruction
 * @param write whether it was a write
 * @param mapped whether a page is there, and only the access was refused. A page that nobody may use, as a guard page, counts as none
 * @param address null when the line doesn't tell
 */
record Access(
        boolean fetch,
        boolean write,
        boolean mapped,
        @Nullable Long address) {

    private static final long ZERO_PAGE = 4096;

    boolean isOfZeroPage() {
        return address != null && Long.compareUnsigned(address, ZERO_PAGE) < 0;
    }

    String words() {
        if (fetch && isOfZeroPage()) {
            return "called a function through a null pointer: there is no code at " + where();
        }
        return verb() + " " + where() + ", " + state();
    }

    private String verb() {
        return fetch ? "ran into" : write ? "wrote to" : "read from";
    }

    private String where() {
        return address == null ? "an address that the line doesn't tell" : Hex.in(address);
    }

    private String state() {
        if (isOfZeroPage()) {
            return "in the first page: through a null pointer";
        }
        if (!mapped) {
            return "where it may use no memory (none is mapped, or a guard page)";
        }
        return "where memory is mapped that may not be " + (fetch ? "executed" : write ? "written" : "read");
    }
}
