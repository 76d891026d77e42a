package dev.corewatch.publish.report;

import dev.corewatch.crash.Report;

/** The formats of {@code analyze --output}. */
public enum ReportFormat {
    TEXT,
    JSON,
    MARKDOWN,
    HTML;

    /** Only text has a look. */
    public String render(Report report, Look look) {
        return switch (this) {
            case TEXT -> new TextReport(look).render(report);
            case JSON -> JsonReport.render(report);
            case MARKDOWN -> MarkdownReport.render(report);
            case HTML -> HtmlReport.render(report);
        };
    }
}
