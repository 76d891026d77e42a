package dev.corewatch.publish.report;

import dev.corewatch.crash.Frame;
import java.util.List;

/** A stack as aligned lines of any length, for where nothing wraps: fenced blocks. */
final class StackLines {

    private static final int WIDEST_FUNCTION = 48;
    private static final int WIDEST_WHERE = 40;

    private StackLines() {}

    static List<String> of(List<Frame> frames) {
        var rows = FrameRow.of(frames);
        int function = widest(rows.stream().map(FrameRow::function).toList(), WIDEST_FUNCTION);
        int where = widest(rows.stream().map(FrameRow::where).toList(), WIDEST_WHERE);
        return rows.stream().map(row -> line(row, function, where)).toList();
    }

    private static String line(FrameRow row, int function, int where) {
        var number = Columns.pad("#" + row.index(), 5);
        return (number + Columns.pad(row.function(), function) + "  " + Columns.pad(row.where(), where) + "  "
                        + row.remark())
                .stripTrailing();
    }

    private static int widest(List<String> texts, int most) {
        return Math.min(most, texts.stream().mapToInt(Columns::width).max().orElse(0));
    }
}
