package dev.corewatch.publish.report;

import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bug report as HAProxy's maintainers ask for it (the sections of .github/ISSUE_TEMPLATE/Bug.yml in haproxy/haproxy),
 * {@link Anonymous}. The core is left out: it and the binary hold secrets and are sent privately when asked for. What only a person
 * can add is marked with "FILL IN".
 */
public final class BugReport {

    private static final String FULL_BACKTRACE = "gdb -batch -n -ex 'set pagination off' -ex 'set print elements 0'"
            + " -ex 'thread apply all -ascending bt full' -core CORE BINARY";

    private BugReport() {}

    public static String render(Report raw) {
        var report = Anonymous.of(PrintableReport.of(raw));
        var page = new MarkdownPage();
        description(page, report);
        section(page, "Expected Behavior", "HAProxy goes on serving.");
        steps(page, report);
        cause(page, report.knownFixes());
        solution(page, report.knownFixes());
        page.heading(3, "What is your configuration?");
        page.stack(List.of("FILL IN: the output of haproxy -dC -f CONFIG, which replaces names and addresses"));
        page.heading(3, "Output of `haproxy -vv`");
        page.stack(versionOutput(report.haproxy()));
        backtraces(page, report);
        additional(page, report);
        return page.toString();
    }

    private static void description(MarkdownPage page, Report report) {
        page.heading(3, "Detailed Description of the Problem");
        page.markdown("HAProxy died: " + Markdown.code(Headline.of(report)));
        page.facts(Facts.of(report));
    }

    private static void steps(MarkdownPage page, Report report) {
        var uptime = report.haproxy() == null ? null : report.haproxy().uptimeSeconds();
        var after = uptime == null ? "" : " after " + Amount.duration(Duration.ofSeconds(uptime)) + " of running";
        section(
                page,
                "Steps to Reproduce the Behavior",
                "It died in production" + after + ". FILL IN: what brings it about, if known.");
    }

    private static void cause(MarkdownPage page, List<KnownFix> fixes) {
        page.heading(3, "Do you have any idea what may have caused this?");
        if (fixes.isEmpty()) {
            page.paragraph("No fix that corewatch knows of looks like this crash.");
            return;
        }
        page.paragraph("These fixes look like this crash:");
        page.bullets(Words.sorted(fixes).stream().map(MarkdownReport::fix).toList());
    }

    private static void solution(MarkdownPage page, List<KnownFix> fixes) {
        var applying = fixes.stream()
                .filter(fix -> fix.applies() == KnownFix.Applies.YES)
                .map(KnownFix::id)
                .toList();
        section(
                page,
                "Do you have an idea how to solve the issue?",
                applying.isEmpty() ? "No." : "A release that has " + String.join(" or ", applying) + ".");
    }

    private static List<String> versionOutput(@Nullable HaproxyFacts haproxy) {
        var lines = new ArrayList<String>();
        if (haproxy != null && haproxy.version() != null) {
            lines.add("HAProxy version " + haproxy.version() + " (read from the core)");
        }
        lines.add("FILL IN: the output of haproxy -vv");
        return lines;
    }

    private static void backtraces(MarkdownPage page, Report report) {
        page.heading(3, "Last Outputs and Backtraces");
        MarkdownReport.stackOf(page, report.stack());
        for (var crowd : ThreadCrowd.of(report.threads())) {
            page.paragraph(Amount.count(crowd.size(), "other thread") + ":");
            page.stack(StackLines.of(crowd.threads().getFirst().frames()));
        }
        page.paragraph("FILL IN: the last lines of HAProxy's log before the crash.");
    }

    private static void additional(MarkdownPage page, Report report) {
        page.heading(3, "Additional Information");
        MarkdownReport.modulesOf(page, report);
        if (report.core() != null) {
            page.paragraph("Core and binary are kept. They hold secrets and are sent privately when asked for; "
                    + "variables can be read from them with:");
            page.stack(List.of(FULL_BACKTRACE));
        }
        page.paragraph("FILL IN: local patches, anything unusual about the workload.");
    }

    private static void section(MarkdownPage page, String heading, String text) {
        page.heading(3, heading);
        page.paragraph(text);
    }
}
