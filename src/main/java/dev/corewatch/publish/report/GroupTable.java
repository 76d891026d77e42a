package dev.corewatch.publish.report;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.GroupHistory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Groups like a list of bugs: the one seen last first, acknowledged ones after the others. */
public record GroupTable(Look look) {

    private static final int COUNT = 6;
    private static final int SIGNATURE = 14;
    private static final int TIME = 29;

    public String render(List<Group> groups, Instant now) {
        return table(groups.stream().map(group -> new Row(group, who(group))).toList(), now);
    }

    /** The same of a cluster's, by the names that they have there. */
    public String renderHistories(List<GroupHistory> histories, Instant now) {
        return table(
                histories.stream()
                        .map(history -> new Row(history.group(), who(history)))
                        .toList(),
                now);
    }

    private record Row(Group group, String who) {}

    private String table(List<Row> rows, Instant now) {
        if (rows.isEmpty()) {
            return "No crashes are known.\n";
        }
        var page = new TextPage(look);
        page.line(look.bold(row("COUNT", "SIGNATURE", "LAST SEEN (UTC)", "FIRST SEEN (UTC)")));
        rows.stream()
                .sorted(Comparator.comparing((Row row) -> row.group().acknowledged())
                        .thenComparing(row -> row.group().lastSeen(), Comparator.reverseOrder()))
                .forEach(row -> group(page, row, now));
        return page.toString();
    }

    private void group(TextPage page, Row row, Instant now) {
        var group = row.group();
        var signature = Printable.name(group.signature().id(), SIGNATURE - 2);
        page.line(row(
                Long.toString(group.count()), signature, time(group.lastSeen(), now), time(group.firstSeen(), now)));
        page.paragraph(Printable.sentence(group.signature().title()), COUNT + 2, look::bold);
        page.paragraph(row.who(), COUNT + 2, look::dim);
    }

    private static String who(Group group) {
        return OccurrenceFacts.name(group.workload()) + acknowledged(group);
    }

    private static String who(GroupHistory history) {
        var name = Printable.name(history.name(), Printable.PATH) + ", " + Printable.sentence(history.owner());
        var fix = history.knownFix() == null ? "" : ", known fix " + Printable.sentence(history.knownFix());
        var news = history.reopened() == null ? "" : ", reopened " + Printable.sentence(history.reopened());
        return name + fix + news + acknowledged(history.group());
    }

    private static String acknowledged(Group group) {
        if (!group.acknowledged()) {
            return "";
        }
        return ", acknowledged" + (group.note() == null ? "" : ": " + Printable.sentence(group.note()));
    }

    private static String time(Instant then, Instant now) {
        return Amount.minute(then) + ", " + Amount.ago(then, now);
    }

    private static String row(String count, String signature, String last, String first) {
        return Columns.padLeft(count, COUNT) + "  " + Columns.pad(signature, SIGNATURE) + Columns.pad(last, TIME)
                + first;
    }
}
