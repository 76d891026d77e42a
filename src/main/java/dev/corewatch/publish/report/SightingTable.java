package dev.corewatch.publish.report;

import dev.corewatch.crash.GroupHistory;
import dev.corewatch.crash.Sighting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The last crashes of a cluster's groups, the newest first. */
public record SightingTable(Look look) {

    private static final int ID = 28;
    private static final int TIME = 30;
    private static final int SIGNATURE = 20;

    private record Row(GroupHistory history, Sighting sighting) {}

    public String render(List<GroupHistory> histories, Instant now) {
        var rows = histories.stream()
                .flatMap(history -> history.sightings().stream().map(sighting -> new Row(history, sighting)))
                .sorted(Comparator.comparing((Row row) -> row.sighting().time()).reversed())
                .toList();
        if (rows.isEmpty()) {
            return "No crashes are known.\n";
        }
        var page = new TextPage(look);
        page.line(look.bold(row("OCCURRENCE", "DIED (UTC)", "SIGNATURE")));
        rows.forEach(row -> sighting(page, row, now));
        return page.toString();
    }

    private void sighting(TextPage page, Row row, Instant now) {
        var sighting = row.sighting();
        var time = Amount.minute(sighting.time()) + ", " + Amount.ago(sighting.time(), now);
        var signature = row.history().group().signature().id();
        page.line(row(Printable.name(sighting.id(), ID - 2), time, Printable.name(signature, SIGNATURE)));
        page.paragraph(Printable.sentence(row.history().group().signature().title()), 2, look::bold);
        page.paragraph(who(row), 2, look::dim);
    }

    private static String who(Row row) {
        var name = Printable.name(row.history().name(), Printable.PATH);
        var pod = row.sighting().pod();
        return pod == null ? name : name + ", Pod " + Printable.name(pod, Printable.PATH);
    }

    private static String row(String id, String time, String signature) {
        return Columns.pad(id, ID) + Columns.pad(time, TIME) + signature;
    }
}
