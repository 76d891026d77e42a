package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * One frame of a stack, innermost has index 0.
 *
 * @param function name without arguments; absent when no symbol covers the address
 * @param file source file as the debug information names it
 * @param line line in that file, from 1
 * @param module path of the ELF file in the crashed process, as its mappings name it
 * @param offset address relative to the module's load address, hexadecimal ("0x1f7547"): what addr2line takes
 * @param inlined whether the frame was inlined into the next one
 * @param signalHandler whether this is the kernel's frame between a signal handler and the interrupted code
 */
public record Frame(
        int index,
        @Nullable String function,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable String module,
        @Nullable String offset,
        boolean inlined,
        boolean signalHandler) {

    /** A frame of which only the function is known, as pasted stacks often have. */
    public static Frame of(int index, @Nullable String function, @Nullable String module) {
        return new Frame(index, function, null, null, module, null, false, false);
    }

    /** The same in that module. */
    public Frame in(String newModule, String newOffset) {
        return new Frame(index, function, file, line, newModule, newOffset, inlined, signalHandler);
    }
}
