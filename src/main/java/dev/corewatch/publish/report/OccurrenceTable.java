package dev.corewatch.publish.report;

import dev.corewatch.crash.Occurrence;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Occurrences, the newest first. */
public record OccurrenceTable(Look look) {

    private static final int ID = 28;
    private static final int TIME = 30;

    public String render(List<Occurrence> occurrences, Instant now) {
        if (occurrences.isEmpty()) {
            return "No crashes are known.\n";
        }
        var page = new TextPage(look);
        page.line(look.bold(row("OCCURRENCE", "CAPTURED (UTC)", "SIGNATURE")));
        occurrences.stream()
                .sorted(Comparator.comparing(Occurrence::captured).reversed())
                .forEach(occurrence -> occurrence(page, occurrence, now));
        return page.toString();
    }

    private void occurrence(TextPage page, Occurrence occurrence, Instant now) {
        var captured = occurrence.captured();
        page.line(row(
                Printable.name(occurrence.id(), ID - 2),
                Amount.minute(captured) + ", " + Amount.ago(captured, now),
                signature(occurrence)));
        page.paragraph(headline(occurrence), 2, look::bold);
        page.paragraph(who(occurrence), 2, look::dim);
    }

    private static String headline(Occurrence occurrence) {
        return occurrence.report() == null ? "not analysed yet" : Headline.of(occurrence.report());
    }

    private static String signature(Occurrence occurrence) {
        var report = occurrence.report();
        return report == null || report.signature() == null
                ? "-"
                : Printable.name(report.signature().id(), 20);
    }

    private static String who(Occurrence occurrence) {
        var workload = OccurrenceFacts.name(occurrence.workload());
        var report = occurrence.report();
        return report == null
                ? workload
                : workload + ", stack " + Words.trust(report.stack().trust());
    }

    private static String row(String id, String time, String signature) {
        return Columns.pad(id, ID) + Columns.pad(time, TIME) + signature;
    }
}
