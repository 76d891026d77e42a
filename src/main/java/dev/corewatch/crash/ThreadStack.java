package dev.corewatch.crash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stack of one thread.
 *
 * @param id the thread's id (LWP) in its own pid namespace
 * @param crashed whether the fatal signal was delivered to this thread
 * @param ended how the walk ended
 * @param note the debugger's words when the walk ended early
 * @param frames innermost first
 */
public record ThreadStack(
        int id, boolean crashed, Ended ended, @Nullable String note, List<Frame> frames) {

    public ThreadStack {
        frames = List.copyOf(frames);
    }

    /** How a stack walk ended. */
    public enum Ended {
        /** At a thread's start: the stack is whole. */
        OUTERMOST,
        /** At the limit of frames. */
        LIMIT,
        /** Before the start: memory missing, unwind information missing or corrupt. */
        BROKEN
    }
}
