package dev.corewatch.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All occurrences of one signature on one workload: {@code groups/<signature>.json}.
 *
 * @param last ids of the newest occurrences, newest first, at most {@link #REMEMBERED}
 * @param acknowledged whether a person said "known"
 * @param note that person's words
 */
public record Group(
        Signature signature,
        Workload workload,
        long count,
        Instant firstSeen,
        Instant lastSeen,
        List<String> last,
        boolean acknowledged,
        @Nullable String note) {

    public static final int REMEMBERED = 10;

    public Group {
        last = List.copyOf(last);
    }

    /** Whether the occurrence is among the remembered ones. */
    public boolean remembers(String occurrenceId) {
        return last.contains(occurrenceId);
    }

    /** The group with one more occurrence; the same group when it already has it. */
    public Group with(Occurrence occurrence) {
        if (remembers(occurrence.id())) {
            return this;
        }
        var ids = new ArrayList<>(List.of(occurrence.id()));
        last.stream().limit(REMEMBERED - 1L).forEach(ids::add);
        var seen = occurrence.captured();
        return new Group(
                signature,
                workload,
                count + 1,
                seen.isBefore(firstSeen) ? seen : firstSeen,
                seen.isAfter(lastSeen) ? seen : lastSeen,
                ids,
                acknowledged,
                note);
    }

    public Group acknowledge(@Nullable String newNote) {
        return new Group(signature, workload, count, firstSeen, lastSeen, last, true, newNote);
    }
}
