package dev.corewatch.capture.elf;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CoreProcess;
import java.util.Comparator;
import java.util.List;

/**
 * The beginning of a core: all that comes before the memory, and all that a pipe or a socket gives at first.
 *
 * @param segments PT_LOAD and PT_NOTE, in the file's order; of the latter those that were read
 * @param tableWhole whether the table of program headers was there to its end
 */
public record CoreHeaders(int machine, List<Segment> segments, boolean tableWhole, CoreNotes notes) {

    public CoreHeaders {
        segments = List.copyOf(segments);
    }

    /** Its process; {@link CoreProcess#UNKNOWN} as long as that note is not there. */
    public CoreProcess process() {
        return notes.process();
    }

    /** First offset behind everything that the program headers promise, in bytes. */
    public long promisedBytes() {
        return segments.stream()
                .map(Segment::fileEnd)
                .max(Comparator.naturalOrder())
                .orElse(0L);
    }

    /** The sizes, for a file of that many bytes. */
    public CoreFacts facts(long bytes) {
        long missing = Math.max(0, promisedBytes() - bytes);
        if (!tableWhole || segments.isEmpty()) {
            return new CoreFacts(bytes, false, missing, false, "the file ends inside its program headers");
        }
        var reason = missing == 0 ? null : "the file has " + bytes + " of " + promisedBytes() + " bytes promised";
        return new CoreFacts(bytes, missing == 0, missing, notes.thin(), reason);
    }
}
