package dev.corewatch.crash;

import dev.corewatch.crash.Testimony.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place where processes died, as a kernel's log tells it: the same place is likely the same bug.
 *
 * @param meaning what happened, in plain words
 * @param place of the faulting instruction; null when the line names none
 * @param frames the instruction's function, and those it was inlined into; empty when no file was at hand
 * @param remarks on how far place and function can be believed
 * @param command comm, of the first line on it; set by the process itself: forgeable
 * @param thread id in the host's pid namespace, of that line (of the process for an OOM kill)
 * @param first when, as the log has it; null when it has no time
 * @param last when
 * @param line the first on it, without what its carrier put before it
 */
public record KernelPlace(
        CrashKind kind,
        @Nullable Signal signal,
        String meaning,
        @Nullable Place place,
        List<Frame> frames,
        List<String> remarks,
        String command,
        int thread,
        long count,
        @Nullable String first,
        @Nullable String last,
        String line) {

    public KernelPlace {
        frames = List.copyOf(frames);
        remarks = List.copyOf(remarks);
    }

    /** The same with what a file says of its place. */
    public KernelPlace named(List<Frame> newFrames, List<String> newRemarks) {
        return new KernelPlace(
                kind, signal, meaning, place, newFrames, newRemarks, command, thread, count, first, last, line);
    }
}
