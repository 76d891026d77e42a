package dev.corewatch.crash;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One crash that we hold facts of: the document {@code occurrence.json}, the same in the spool, in the store and on the wire.
 *
 * @param schema version of the document, {@link #SCHEMA}
 * @param id 26 lower-case characters, sorted by time of capture; never derived from a file's name
 * @param revision rises with every change; the higher one wins
 * @param captured when the core (or the first word of the crash) was taken
 * @param gaps channels that said nothing
 * @param report absent until analysed
 */
public record Occurrence(
        int schema,
        String id,
        int revision,
        Instant captured,
        Identity identity,
        Workload workload,
        List<Gap> gaps,
        @Nullable CoreFacts core,
        @Nullable Report report) {

    public static final int SCHEMA = 1;

    public Occurrence {
        gaps = List.copyOf(gaps);
    }

    /** The next revision, with a report; a gap that the report shows joins those known before. */
    public Occurrence reported(Report newReport) {
        var known = new ArrayList<>(gaps);
        newReport
                .librariesGap()
                .filter(gap -> known.stream().noneMatch(other -> other.missing().equals(gap.missing())))
                .ifPresent(known::add);
        return new Occurrence(
                schema, id, revision + 1, captured, identity, workload, known, newReport.core(), newReport);
    }

    /** The next revision: the same report with another signature. */
    public Occurrence signed(Report unsigned, Signature signature) {
        return new Occurrence(
                schema, id, revision + 1, captured, identity, workload, gaps, core, unsigned.signed(signature));
    }
}
