package dev.corewatch.publish.report;

import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The report for a terminal. Order: what died and where, the request, the process; the stack and how far to trust it; fixes; what to
 * do next; then the rest. Nothing that is unknown is mentioned.
 *
 * @param allThreads every thread's stack instead of a summary, every frame of a deep one
 */
public record TextReport(Look look, boolean allThreads) {

    public TextReport(Look look) {
        this(look, false);
    }

    public String render(Report raw) {
        var page = new TextPage(look);
        body(page, PrintableReport.of(raw));
        return page.toString();
    }

    /** The same with who it was and which channels said nothing. */
    public String render(Occurrence occurrence, Instant now) {
        var page = new TextPage(look);
        if (occurrence.report() == null) {
            page.paragraph("A crash that is not analysed yet", 0, look::red);
            page.blank();
        } else {
            body(page, PrintableReport.of(occurrence.report()));
            page.heading("Occurrence");
        }
        page.facts(OccurrenceFacts.of(occurrence, now));
        gaps(page, occurrence);
        return page.toString();
    }

    private void body(TextPage page, Report report) {
        page.paragraph(Headline.of(report), 0, look::red);
        page.blank();
        page.facts(Facts.of(report));
        stack(page, report.stack());
        fixes(page, report.knownFixes());
        section(page, "What to do next", report.advice(), true);
        threads(page, report.threads());
        section(page, "Notes", report.notes(), false);
    }

    private void stack(TextPage page, Stack stack) {
        var thread = stack.thread() == null ? "" : " of thread " + stack.thread();
        boolean trusted = stack.trust() == Stack.Trust.VERIFIED;
        page.heading(
                "Stack" + thread,
                Words.trust(stack.trust()),
                trusted ? look::green : look::yellow,
                Words.trustInWords(stack.trust()));
        page.bulleted(stack.reasons());
        new TextStack(page).write(stack.frames(), allThreads);
    }

    private void fixes(TextPage page, List<KnownFix> fixes) {
        if (fixes.isEmpty()) {
            return;
        }
        page.heading("Known fixes");
        for (var fix : Words.sorted(fixes)) {
            boolean applies = fix.applies() == KnownFix.Applies.YES;
            page.item(fix.id(), applies ? look::green : look::dim, List.of(fix.title(), Words.labelled(fix)));
        }
    }

    private void threads(TextPage page, List<ThreadStack> threads) {
        var others = threads.stream().filter(thread -> !thread.crashed()).toList();
        if (others.isEmpty()) {
            return;
        }
        page.heading("Other threads (" + others.size() + ")");
        if (allThreads) {
            others.forEach(thread -> thread(page, thread));
            return;
        }
        ThreadCrowd.of(others)
                .forEach(crowd ->
                        page.labelled(Columns.padLeft(crowd.size() + " x", 6) + "  ", 8, List.of(crowd.path())));
    }

    private void thread(TextPage page, ThreadStack thread) {
        page.line("  Thread " + thread.id());
        new TextStack(page).write(thread.frames(), true);
    }

    private static void section(TextPage page, String heading, List<String> items, boolean numbered) {
        if (items.isEmpty()) {
            return;
        }
        page.heading(heading);
        if (numbered) {
            page.numbered(items);
        } else {
            page.bulleted(items);
        }
    }

    private static void gaps(TextPage page, Occurrence occurrence) {
        if (occurrence.gaps().isEmpty()) {
            return;
        }
        page.heading("Gaps");
        occurrence
                .gaps()
                .forEach(gap -> page.item(
                        Printable.name(gap.missing(), Printable.NAME),
                        UnaryOperator.identity(),
                        List.of(Printable.sentence(gap.reason()))));
    }
}
