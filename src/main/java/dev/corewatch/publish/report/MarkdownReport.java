package dev.corewatch.publish.report;

import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Stack;
import java.util.List;

/** The report as Markdown, ready for a ticket: it can't mention a person, refer to an issue, link or hold HTML. */
public final class MarkdownReport {

    private MarkdownReport() {}

    public static String render(Report raw) {
        var report = PrintableReport.of(raw);
        var page = new MarkdownPage();
        page.heading(2, "HAProxy crash: " + Markdown.code(Headline.of(report)));
        page.facts(Facts.of(report));
        stack(page, report.stack());
        fixes(page, report.knownFixes());
        if (!report.advice().isEmpty()) {
            page.heading(3, "What to do next");
            page.numbers(report.advice().stream().map(Markdown::text).toList());
        }
        threads(page, report);
        modules(page, report);
        notes(page, report.notes());
        return page.toString();
    }

    private static void stack(MarkdownPage page, Stack stack) {
        var thread = stack.thread() == null ? "" : " of thread " + stack.thread();
        page.heading(3, "Stack" + thread);
        stackOf(page, stack);
    }

    /** Trust, reasons and frames. */
    static void stackOf(MarkdownPage page, Stack stack) {
        var meaning = Words.trustInWords(stack.trust());
        var trust = "**" + Words.trust(stack.trust()) + "**";
        page.markdown(meaning.isEmpty() ? "Trust: " + trust : "Trust: " + trust + ", " + meaning);
        page.bullets(stack.reasons().stream().map(Markdown::text).toList());
        if (!stack.frames().isEmpty()) {
            page.stack(StackLines.of(stack.frames()));
        }
    }

    private static void fixes(MarkdownPage page, List<KnownFix> fixes) {
        if (fixes.isEmpty()) {
            return;
        }
        page.heading(3, "Known fixes");
        page.bullets(Words.sorted(fixes).stream().map(MarkdownReport::fix).toList());
    }

    static String fix(KnownFix fix) {
        return Markdown.code(fix.id()) + " " + Markdown.text(fix.title() + " (" + Words.labelled(fix) + ")");
    }

    private static void threads(MarkdownPage page, Report report) {
        var crowds = ThreadCrowd.of(report.threads());
        if (crowds.isEmpty()) {
            return;
        }
        page.heading(3, "Other threads");
        page.bullets(crowds.stream()
                .map(crowd -> crowd.size() + " x " + Markdown.code(crowd.path()))
                .toList());
    }

    private static void modules(MarkdownPage page, Report report) {
        if (!ModuleLines.onTheStack(report).isEmpty()) {
            page.heading(3, "Modules on the stack");
            modulesOf(page, report);
        }
    }

    /** Modules on the stack with their build-ids; nothing when there are none. */
    static void modulesOf(MarkdownPage page, Report report) {
        var modules = ModuleLines.onTheStack(report);
        if (!modules.isEmpty()) {
            page.stack(modules.stream().map(MarkdownReport::module).toList());
        }
    }

    private static String module(Module module) {
        var buildId = module.buildId() == null ? "no build-id" : module.buildId();
        return module.path() + "  " + buildId + "  " + Words.match(module.match());
    }

    private static void notes(MarkdownPage page, List<String> notes) {
        if (notes.isEmpty()) {
            return;
        }
        page.heading(3, "Notes");
        page.bullets(notes.stream().map(Markdown::text).toList());
    }
}
