package dev.corewatch.publish.report;

import dev.corewatch.crash.GroupHistory;
import dev.corewatch.crash.Sighting;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster remembers of a group, for a terminal: what and whose it is, the stack, then the last crashes.
 *
 * @param isHere whether a file can be read where the report is
 */
public record HistoryReport(Look look, Predicate<Path> isHere) {

    private static final String FILE = "file";
    private static final String REPORT = "report";

    public String render(GroupHistory history, Instant now) {
        var page = new TextPage(look);
        var group = history.group();
        page.paragraph(Printable.sentence(group.signature().title()), 0, look::red);
        page.blank();
        page.facts(facts(history, now));
        if (!history.frames().isEmpty()) {
            page.heading("Stack");
            page.numbered(sentences(history.frames()));
        }
        if (!history.requests().isEmpty()) {
            page.heading("Requests");
            page.bulleted(sentences(history.requests()));
        }
        if (!history.sightings().isEmpty()) {
            page.heading("Last crashes");
            history.sightings().forEach(sighting -> sighting(page, sighting, now));
        }
        return page.toString();
    }

    private static List<Fact> facts(GroupHistory history, Instant now) {
        var group = history.group();
        return Stream.of(
                        fact("Name", history.name()),
                        fact(
                                "Of",
                                history.owner() + ", container "
                                        + group.workload().container()),
                        fact("Signature", group.signature().id()),
                        fact("Kind", history.kind()),
                        fact("Crashes", Long.toString(group.count())),
                        fact("First seen", when(group.firstSeen(), now)),
                        fact("Last seen", when(group.lastSeen(), now)),
                        fact("Versions", joined(history.versions())),
                        fact("Known fix", history.knownFix()),
                        fact("State", state(history)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable Fact fact(String label, @Nullable String value) {
        return value == null || value.isBlank() ? null : new Fact(label, List.of(Printable.sentence(value)));
    }

    private static String state(GroupHistory history) {
        var note = history.group().note();
        var why = note == null || note.isBlank() ? "" : ": " + note;
        if (history.reopened() != null) {
            return "reopened " + history.reopened() + "; it was acknowledged" + why;
        }
        var fixed = history.fixedIn() == null ? "" : ", fixed in " + history.fixedIn();
        return history.group().acknowledged() ? "acknowledged" + fixed + why : "not acknowledged";
    }

    private void sighting(TextPage page, Sighting sighting, Instant now) {
        page.paragraph(
                when(sighting.time(), now) + "  " + Printable.name(sighting.id(), Printable.NAME), 2, look::bold);
        page.bulleted(Stream.of(
                        Stream.of(place(sighting), sighting.request()),
                        sighting.changes().stream(),
                        sighting.gaps().stream().map(gap -> "missing: " + gap),
                        Stream.of(kept("core", sighting.core(), sighting), kept(REPORT, sighting.report(), sighting)))
                .flatMap(lines -> lines)
                .filter(Objects::nonNull)
                .map(Printable::sentence)
                .filter(line -> !line.isBlank())
                .toList());
    }

    private static String place(Sighting sighting) {
        return joined(Stream.of(
                        labelled("Pod ", sighting.pod()),
                        labelled("node ", sighting.node()),
                        labelled("image ", sighting.image()),
                        sighting.signal(),
                        labelled("HAProxy ", sighting.version()))
                .filter(Objects::nonNull)
                .toList());
    }

    /** "report: less /var/lib/...", "core: /var/lib/... on node-1", or the URI. */
    private @Nullable String kept(String what, @Nullable String uri, Sighting sighting) {
        if (uri == null) {
            return null;
        }
        var file = file(uri);
        if (file == null) {
            return what + ": " + uri;
        }
        if (isHere.test(file)) {
            return what + ": " + (what.equals(REPORT) ? "less " : "") + file;
        }
        return what + ": " + file + (sighting.node() == null ? " on its node" : " on " + sighting.node());
    }

    private static @Nullable Path file(String uri) {
        try {
            var parsed = URI.create(uri);
            return FILE.equals(parsed.getScheme()) ? Path.of(parsed) : null;
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return null;
        }
    }

    private static @Nullable String labelled(String label, @Nullable String value) {
        return value == null ? null : label + value;
    }

    private static String joined(List<@Nullable String> parts) {
        return String.join(", ", parts.stream().filter(Objects::nonNull).toList());
    }

    private static List<String> sentences(List<String> raw) {
        return raw.stream().map(Printable::sentence).toList();
    }

    private static String when(Instant then, Instant now) {
        return Amount.time(then) + ", " + Amount.ago(then, now);
    }
}
