package dev.corewatch.publish.report;

import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import java.util.List;
import java.util.stream.Collectors;

/** The report as one HTML file without script or outer resource, light or dark as the reader prefers, printable. */
public final class HtmlReport {

    private HtmlReport() {}

    public static String render(Report raw) {
        var report = PrintableReport.of(raw);
        var headline = Headline.of(report);
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta http-equiv="Content-Security-Policy" content="%s">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="referrer" content="no-referrer">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s</main>
                </body>
                </html>
                """.formatted(HtmlStyle.policy(), Html.text(headline), HtmlStyle.SHEET, body(report, headline));
    }

    private static String body(Report report, String headline) {
        return header(report, headline)
                + "<section>\n" + facts(Facts.of(report)) + "</section>\n"
                + stack(report.stack())
                + fixes(report.knownFixes())
                + list("What to do next", "ol", report.advice())
                + list("Notes", "ul", report.notes())
                + threads(report.threads())
                + modules(report.modules())
                + footer(report);
    }

    private static String header(Report report, String headline) {
        var signal = report.signal() == null
                ? ""
                : Html.element("span", "badge bad", report.signal().name());
        return "<header>" + signal + "\n" + Html.element("h1", headline) + "</header>\n";
    }

    static String facts(List<Fact> facts) {
        return facts.stream()
                .map(fact -> Html.element("dt", fact.label()) + "<dd>" + lines(fact) + "</dd>\n")
                .collect(Collectors.joining("", "<dl>\n", "</dl>\n"));
    }

    private static String lines(Fact fact) {
        return fact.lines().stream().map(line -> Html.element("div", line)).collect(Collectors.joining());
    }

    private static String stack(Stack stack) {
        boolean verified = stack.trust() == Stack.Trust.VERIFIED;
        var thread = stack.thread() == null ? "" : " of thread " + stack.thread();
        return "<section>\n<h2>Stack" + thread + " "
                + Html.element("span", verified ? "badge good" : "badge", Words.trust(stack.trust()))
                + Html.element("small", Words.trustInWords(stack.trust())) + "</h2>\n"
                + items("ul class=\"why\"", "ul", stack.reasons())
                + HtmlStack.table(stack.frames())
                + "</section>\n";
    }

    private static String fixes(List<KnownFix> fixes) {
        if (fixes.isEmpty()) {
            return "";
        }
        return Words.sorted(fixes).stream()
                .map(HtmlReport::fix)
                .collect(Collectors.joining(
                        "", "<section>\n<h2>Known fixes</h2>\n<ul class=\"fixes\">\n", "</ul>\n</section>\n"));
    }

    private static String fix(KnownFix fix) {
        boolean applies = fix.applies() == KnownFix.Applies.YES;
        return "<li>" + Html.element("span", applies ? "badge good" : "badge", Words.label(fix.applies()))
                + Html.element("code", fix.id()) + "<p>" + Html.text(fix.title()) + "</p>"
                + Html.element("p", "soft", Words.applies(fix)) + "</li>\n";
    }

    private static String list(String heading, String tag, List<String> texts) {
        if (texts.isEmpty()) {
            return "";
        }
        return "<section>\n" + Html.element("h2", heading) + "\n" + items(tag, tag, texts) + "</section>\n";
    }

    private static String items(String opening, String closing, List<String> texts) {
        if (texts.isEmpty()) {
            return "";
        }
        return texts.stream()
                .map(text -> Html.element("li", text))
                .collect(Collectors.joining("\n", "<" + opening + ">\n", "\n</" + closing + ">\n"));
    }

    private static String threads(List<ThreadStack> threads) {
        var others = threads.stream().filter(thread -> !thread.crashed()).toList();
        if (others.isEmpty()) {
            return "";
        }
        var crowds = ThreadCrowd.of(threads).stream().map(HtmlReport::crowd).collect(Collectors.joining());
        return "<section>\n<h2>Other threads<small>" + others.size() + "</small></h2>\n" + crowds + "</section>\n";
    }

    private static String crowd(ThreadCrowd crowd) {
        return "<details><summary class=\"mono\">" + crowd.size() + " x " + Html.text(crowd.path()) + "</summary>\n"
                + HtmlStack.table(crowd.threads().getFirst().frames()) + "</details>\n";
    }

    private static String modules(List<Module> modules) {
        if (modules.isEmpty()) {
            return "";
        }
        return modules.stream()
                .map(HtmlReport::module)
                .collect(Collectors.joining(
                        "",
                        "<section>\n<details><summary>Modules (" + modules.size() + ")</summary>\n"
                                + "<div class=\"scroll\"><table>\n<tr><th>file<th>build-id<th>compared</tr>\n",
                        "</table></div></details>\n</section>\n"));
    }

    private static String module(Module module) {
        return "<tr>" + Html.element("td", module.path())
                + Html.element("td", module.buildId() == null ? "" : module.buildId())
                + Html.element("td", Words.match(module.match())) + "</tr>\n";
    }

    private static String footer(Report report) {
        return Html.element("footer", "corewatch, report schema " + report.schema()) + "\n";
    }
}
