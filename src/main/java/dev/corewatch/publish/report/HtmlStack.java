package dev.corewatch.publish.report;

import dev.corewatch.crash.Frame;
import java.util.List;
import java.util.stream.Collectors;

/** Frames as an HTML table; the program's first telling frame is marked, frames without a source line are fainter. */
final class HtmlStack {

    private HtmlStack() {}

    static String table(List<Frame> frames) {
        if (frames.isEmpty()) {
            return "";
        }
        var key = CrashPath.key(frames);
        return frames.stream()
                .map(frame -> row(FrameRow.of(frame), frame.equals(key)))
                .collect(Collectors.joining("", "<div class=\"scroll\"><table>\n", "</table></div>\n"));
    }

    private static String row(FrameRow row, boolean key) {
        return "<tr" + (key ? " class=\"own\"" : row.module().isEmpty() ? " class=\"faint\"" : "") + ">"
                + Html.element("td", "n", Integer.toString(row.index()))
                + Html.element("td", "long", row.function())
                + Html.element("td", row.where())
                + Html.element("td", row.remark()) + "</tr>\n";
    }
}
