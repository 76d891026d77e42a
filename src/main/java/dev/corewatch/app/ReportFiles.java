package dev.corewatch.app;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.pipeline.Renderer;
import dev.corewatch.publish.report.Look;
import dev.corewatch.publish.report.ReportFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The report in every format, as files of the occurrence. */
final class ReportFiles implements Renderer {

    @Override
    public Map<String, String> render(Occurrence occurrence, @Nullable Group group) {
        var report = SpoolOption.reportOf(occurrence);
        return Map.of(
                "json", ReportFormat.JSON.render(report, Look.PLAIN),
                "md", ReportFormat.MARKDOWN.render(report, Look.PLAIN),
                "html", ReportFormat.HTML.render(report, Look.PLAIN),
                "txt", ReportFormat.TEXT.render(report, Look.PLAIN));
    }
}
