package dev.corewatch.publish.report;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.KernelFindings;
import dev.corewatch.crash.KernelPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a kernel's log tells of deaths, for a terminal: in all, then place by place, then how far to believe it and what to do. */
public record KernelReport(Look look) {

    private static final int SHOWN = 50;

    public String render(KernelFindings findings) {
        var page = new TextPage(look);
        page.paragraph(summary(findings), 0, look::bold);
        findings.places().stream().limit(SHOWN).forEach(place -> place(page, place));
        var beyond = beyond(findings);
        if (!beyond.isEmpty()) {
            page.blank();
            page.paragraph(beyond, 0, look::dim);
        }
        page.heading("Before you believe it");
        page.bulleted(findings.notes());
        if (!findings.advice().isEmpty()) {
            page.heading("What to do next");
            page.numbered(findings.advice());
        }
        return page.toString();
    }

    private static String summary(KernelFindings findings) {
        var deaths = Amount.count(findings.deaths(), "crash").replace("crashs", "crashes");
        var places = findings.places().isEmpty()
                ? ""
                : " at " + Amount.count(findings.places().size(), "place");
        var others = findings.otherPrograms() == 0
                ? ""
                : "; %d of other programs (%s), see --all"
                        .formatted(
                                findings.otherPrograms(), Printable.sentence(String.join(", ", findings.otherNames())));
        var left = findings.suppressed() == 0 ? "" : "; the kernel left out " + findings.suppressed() + " more lines";
        return deaths + places + " in " + Amount.count(findings.lines(), "line") + others + left;
    }

    private static String beyond(KernelFindings findings) {
        int more = Math.max(0, findings.places().size() - SHOWN);
        return Stream.of(
                        more == 0 ? "" : Amount.count(more, "more place") + ": see --output json",
                        findings.elsewhere() == 0
                                ? ""
                                : findings.elsewhere() + " more at further places, which were too many to tell apart")
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
    }

    private void place(TextPage page, KernelPlace place) {
        page.blank();
        page.paragraph(title(place), 0, look::red);
        page.facts(Stream.of(
                        new Fact("Means", List.of(Printable.sentence(place.meaning()))),
                        new Fact("Function", functions(place)),
                        new Fact("Offset", offset(place)),
                        new Fact("Who", List.of(who(place))),
                        new Fact("When", when(place)),
                        new Fact("Line", List.of(Printable.sentence(place.line()))))
                .filter(fact -> !fact.lines().isEmpty())
                .toList());
    }

    /** "2 x SIGSEGV (null pointer called) in memcpy, libc.so.6+0x152d8a". */
    private static String title(KernelPlace place) {
        var kind = Words.kindInHeadline(place.kind());
        var signal = place.signal() == null ? "Crash" : place.signal().name();
        var function = Printable.name(CrashPath.of(place.frames()), Printable.NAME);
        var where = where(place);
        var parts = Stream.of(function, where)
                .filter(part -> !part.isEmpty())
                .distinct()
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        return place.count() + " x " + signal + (kind.isEmpty() ? "" : " (" + kind + ")")
                + (parts.isEmpty() ? "" : " in " + parts);
    }

    private static String where(KernelPlace place) {
        var where = place.place();
        if (where == null) {
            return "";
        }
        return Printable.name(where.module(), Printable.NAME) + "+" + where.offset()
                + (where.ofFile() ? "" : " (of its code)");
    }

    private static List<String> functions(KernelPlace place) {
        var lines = new ArrayList<String>();
        place.frames().stream().map(KernelReport::function).forEach(lines::add);
        place.remarks().stream().map(Printable::sentence).forEach(lines::add);
        return lines;
    }

    private static String function(Frame frame) {
        var where = FrameRow.place(frame);
        var name = Printable.name(frame.function() == null ? FrameRow.NO_NAME : frame.function(), Printable.NAME);
        return name
                + (where.isEmpty() ? "" : " (" + Printable.name(where, Printable.PATH) + ")")
                + (frame.inlined() ? ", inlined into" : "");
    }

    private static List<String> offset(KernelPlace place) {
        var where = place.place();
        return where == null || where.ofFile()
                ? List.of()
                : List.of(
                        "%s is from the start of the mapping of its code: this kernel doesn't tell the offset in the file"
                                .formatted(where.offset()));
    }

    private static String who(KernelPlace place) {
        var name = Printable.name(place.command(), Printable.NAME);
        return place.kind() == CrashKind.OUT_OF_MEMORY
                ? "%s, process %d of the host%s".formatted(name, place.thread(), which(place))
                : "%s, thread %d of the host%s".formatted(name, place.thread(), which(place));
    }

    private static String which(KernelPlace place) {
        return place.count() == 1 ? "" : " (the first line's)";
    }

    private static List<String> when(KernelPlace place) {
        var first = printable(place.first());
        var last = printable(place.last());
        if (first == null || last == null) {
            return List.of();
        }
        return List.of(first.equals(last) ? first : first + " to " + last);
    }

    private static @Nullable String printable(@Nullable String time) {
        return time == null ? null : Printable.name(time, Printable.NAME);
    }
}
