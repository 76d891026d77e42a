package dev.corewatch.publish.report;

import dev.corewatch.crash.Frame;
import java.util.List;

/**
 * Frames as a table: number, function, where, module. Columns are as wide as their content within bounds; a row that does not fit
 * goes on below. Of a very deep stack the middle is left out.
 */
final class TextStack {

    private static final int HEAD = 24;
    private static final int TAIL = 8;
    private static final int NUMBER = 5;
    private static final int GAP = 2;

    private final TextPage page;
    private final Look look;

    TextStack(TextPage page) {
        this.page = page;
        this.look = page.look();
    }

    void write(List<Frame> frames, boolean all) {
        var rows = FrameRow.of(frames);
        int function = widest(rows.stream().map(FrameRow::function).toList(), look.width() / 2);
        int where = widest(rows.stream().map(FrameRow::where).toList(), look.width() / 3);
        if (all || rows.size() <= HEAD + TAIL + 1) {
            rows.forEach(row -> row(row, function, where));
            return;
        }
        rows.subList(0, HEAD).forEach(row -> row(row, function, where));
        page.line(look.dim(" ".repeat(NUMBER) + "... " + (rows.size() - HEAD - TAIL) + " frames more ..."));
        rows.subList(rows.size() - TAIL, rows.size()).forEach(row -> row(row, function, where));
    }

    private void row(FrameRow row, int function, int where) {
        var number = look.dim(Columns.padLeft(Integer.toString(row.index()), NUMBER - GAP)) + "  ";
        boolean fits = Columns.width(row.function()) <= function
                && Columns.width(row.where()) <= where
                && NUMBER + function + GAP + where + GAP + Columns.width(row.remark()) <= look.width();
        if (fits) {
            page.line(number + name(row, function) + "  " + Columns.pad(row.where(), where) + "  "
                    + look.dim(row.remark()));
        } else {
            page.labelled(number, NUMBER, List.of(row.function()));
            page.labelled(" ".repeat(NUMBER + GAP), NUMBER + GAP, List.of(below(row)));
        }
    }

    private String name(FrameRow row, int columns) {
        var padded = Columns.pad(row.function(), columns);
        return row.signalHandler() || row.function().equals(FrameRow.NO_NAME) ? look.dim(padded) : padded;
    }

    private static String below(FrameRow row) {
        return row.remark().isEmpty() ? row.where() : row.where() + "  " + row.remark();
    }

    private static int widest(List<String> texts, int most) {
        return Math.min(most, texts.stream().mapToInt(Columns::width).max().orElse(0));
    }
}
