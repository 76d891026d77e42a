package dev.corewatch.crash;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final int MOST_GAPS = 20;

    public Occurrence {
        gaps = List.copyOf(gaps);
    }

    /**
     * The next revision, with a report; this one when that says nothing new. Its signature, once there is one, stays: the crash is counted
     * under it.
     *
     * @param told gaps that the channels show; others were known before or are in the report
     */
    public Occurrence reported(Report newReport, List<Gap> told) {
        var signed = report == null || report.signature() == null ? newReport : newReport.signed(report.signature());
        var dropped = gaps.stream().filter(gap -> gap.missing().equals(Gap.CORE));
        var all = Stream.of(dropped, told.stream(), newReport.librariesGap().stream())
                .flatMap(gap -> gap)
                .collect(Collectors.toMap(Gap::missing, gap -> gap, (first, later) -> first, LinkedHashMap::new));
        var allGaps = List.copyOf(all.values());
        return signed.equals(report) && allGaps.equals(gaps)
                ? this
                : new Occurrence(
                        schema, id, revision + 1, captured, identity, workload, allGaps, signed.core(), signed);
    }

    /** The same without a report, now that its core has come: what is known of both. */
    public Occurrence joined(Identity other, CoreFacts newCore) {
        var merged = identity.and(other);
        return new Occurrence(schema, id, revision, captured, merged, workload, List.of(), newCore, report);
    }

    /** The same, with the gap that its core is: why it is not held, in words. */
    public Occurrence withoutCore(String why) {
        var all =
                Stream.concat(gaps.stream(), Stream.of(new Gap(Gap.CORE, why))).toList();
        long bytes = core == null ? 0 : core.bytes();
        var nothing = new CoreFacts(bytes, false, bytes, false, why);
        return new Occurrence(schema, id, revision, captured, identity, workload, all, nothing, report);
    }

    /** The same in other words, its gaps and its workload's image among them; the revision stays. */
    public Occurrence describedBy(UnaryOperator<Report> words, UnaryOperator<String> sentence) {
        var told = gaps.stream()
                .limit(MOST_GAPS)
                .map(gap -> new Gap(sentence.apply(gap.missing()), sentence.apply(gap.reason())))
                .toList();
        var image = workload.image() == null ? null : sentence.apply(workload.image());
        var whose = new Workload(
                workload.namespace(), workload.name(), workload.container(), workload.pod(), workload.node(), image);
        var described = report == null ? null : words.apply(report);
        return new Occurrence(schema, id, revision, captured, identity, whose, told, core, described);
    }

    /** When the process died, by the clock of whoever saw it first. */
    public Instant died() {
        var told = identity.timeOfDeath();
        return told == null ? captured : told;
    }

    /** Whether it was told before, with less. */
    public boolean isUpdate() {
        return revision > 2;
    }

    /** The next revision: the same report with another signature. */
    public Occurrence signed(Report unsigned, Signature signature) {
        return new Occurrence(
                schema, id, revision + 1, captured, identity, workload, gaps, core, unsigned.signed(signature));
    }
}
