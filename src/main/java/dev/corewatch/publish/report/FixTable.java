package dev.corewatch.publish.report;

import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import dev.corewatch.crash.UpstreamFix;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Upstream's fixes as a list to read: what a version has for certain, then what can't be told. */
public record FixTable(Look look) {

    private static final int INDENT = 2;

    /** The order is the caller's. */
    public String render(List<UpstreamFix> fixes, @Nullable String version) {
        var page = new TextPage(look);
        if (version == null) {
            section(page, "Crashes that upstream fixed", fixes);
            return page.toString();
        }
        var name = Printable.sentence(version);
        var certain = fixes.stream().filter(fix -> fix.applies() == Applies.YES).toList();
        var open = fixes.stream().filter(fix -> fix.applies() != Applies.YES).toList();
        section(page, name + " has these faults", certain);
        section(page, "Can't tell whether " + name + " has these", open);
        return fixes.isEmpty() ? "No crash is known that upstream fixed after " + name + ".\n" : page.toString();
    }

    /** What a crash looks like, below its line. */
    public static String below(List<KnownFix> fixes, Look look) {
        var page = new TextPage(look);
        for (var fix : Words.sorted(fixes)) {
            page.labelled(
                    "    " + fix.id() + "  ", 4 + fix.id().length() + 2, List.of(fix.title(), Words.labelled(fix)));
        }
        return page.toString();
    }

    private void section(TextPage page, String heading, List<UpstreamFix> fixes) {
        if (fixes.isEmpty()) {
            return;
        }
        page.blank();
        page.paragraph(heading + " (" + fixes.size() + ")", 0, look::bold);
        fixes.forEach(fix -> fix(page, fix));
    }

    private void fix(TextPage page, UpstreamFix fix) {
        page.blank();
        boolean certain = fix.applies() == Applies.YES;
        var severity = Objects.requireNonNullElse(fix.severity(), "-");
        page.line("  " + (certain ? look.red(fix.id()) : look.bold(fix.id())) + "  " + severity + "  " + fix.area());
        page.paragraph(fix.title() + ".", 2 * INDENT, line -> line);
        if (fix.needs() != null) {
            page.paragraph("It takes: " + fix.needs() + ".", 2 * INDENT, line -> line);
        }
        page.paragraph(fixed(fix), 2 * INDENT, look::dim);
    }

    private static String fixed(UpstreamFix fix) {
        var since = fix.introducedIn() == null ? "" : "In it since " + fix.introducedIn() + ". ";
        return since + "Fixed in " + fix.fixedIn() + backports(fix) + ".";
    }

    private static String backports(UpstreamFix fix) {
        if (fix.series() != null) {
            return ", and meant for " + fix.series() + ": its newest release should have it"
                    + (fix.applies() == Applies.YES ? "" : ", which was the first is not known");
        }
        if (fix.applies() == Applies.UNKNOWN && fix.introducedIn() == null) {
            return meantFor(fix) + "; since when the fault was there is not known";
        }
        return meantFor(fix);
    }

    private static String meantFor(UpstreamFix fix) {
        return fix.backportTo().isEmpty()
                ? ""
                : ", and meant for "
                        + (fix.backportTo().contains("all")
                                ? "all series maintained then"
                                : String.join(", ", fix.backportTo()));
    }
}
