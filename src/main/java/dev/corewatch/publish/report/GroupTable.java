package dev.corewatch.publish.report;

import dev.corewatch.crash.Group;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Groups like a list of bugs: the one seen last first, acknowledged ones after the others. */
public record GroupTable(Look look) {

    private static final int COUNT = 6;
    private static final int SIGNATURE = 14;
    private static final int TIME = 29;

    public String render(List<Group> groups, Instant now) {
        if (groups.isEmpty()) {
            return "No crashes are known.\n";
        }
        var page = new TextPage(look);
        page.line(look.bold(row("COUNT", "SIGNATURE", "LAST SEEN (UTC)", "FIRST SEEN (UTC)")));
        groups.stream()
                .sorted(Comparator.comparing(Group::acknowledged)
                        .thenComparing(Group::lastSeen, Comparator.reverseOrder()))
                .forEach(group -> group(page, group, now));
        return page.toString();
    }

    private void group(TextPage page, Group group, Instant now) {
        var signature = Printable.name(group.signature().id(), SIGNATURE - 2);
        page.line(row(
                Long.toString(group.count()), signature, time(group.lastSeen(), now), time(group.firstSeen(), now)));
        page.paragraph(Printable.sentence(group.signature().title()), COUNT + 2, look::bold);
        page.paragraph(who(group), COUNT + 2, look::dim);
    }

    private static String who(Group group) {
        var workload = OccurrenceFacts.name(group.workload());
        if (!group.acknowledged()) {
            return workload;
        }
        var note = group.note() == null ? "" : ": " + Printable.sentence(group.note());
        return workload + ", acknowledged" + note;
    }

    private static String time(Instant then, Instant now) {
        return Amount.minute(then) + ", " + Amount.ago(then, now);
    }

    private static String row(String count, String signature, String last, String first) {
        return Columns.padLeft(count, COUNT) + "  " + Columns.pad(signature, SIGNATURE) + Columns.pad(last, TIME)
                + first;
    }
}
