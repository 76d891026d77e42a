package dev.corewatch.publish.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Text by the columns it takes on a terminal: East Asian wide characters and emoji take two (Unicode TR 11, by block), all others that
 * {@link Printable} lets through one.
 */
final class Columns {

    /** A space at which no line is broken; never part of what {@link Printable} lets through. */
    static final String GLUE = "\u00a0";

    private static final Pattern BREAK = Pattern.compile("(?<!<-) ");

    private Columns() {}

    /** The words with every space glued. */
    static String glued(String words) {
        return words.replace(" ", GLUE);
    }

    /** Plain spaces again. */
    static String unglued(CharSequence words) {
        return words.toString().replace(GLUE, " ");
    }

    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    static String pad(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }

    static String padLeft(String text, int columns) {
        return " ".repeat(Math.max(0, columns - width(text))) + text;
    }

    /**
     * Lines of at most {@code columns}, broken at spaces but not at {@link #GLUE} (which becomes a space) nor behind an arrow; a
     * longer word is broken behind / &amp; ? , _ ; or where it must.
     */
    static List<String> wrap(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : BREAK.split(text, -1)) {
            for (var piece : pieces(word, columns)) {
                if (!line.isEmpty() && width(line.toString()) + 1 + width(piece) > columns) {
                    lines.add(unglued(line));
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(piece);
            }
        }
        lines.add(unglued(line));
        return lines;
    }

    /** The word in pieces that fit; every piece but the last fills its line. */
    private static List<String> pieces(String word, int columns) {
        var pieces = new ArrayList<String>();
        var rest = word;
        while (width(rest) > columns) {
            int end = breakBefore(rest, fitting(rest, columns));
            pieces.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        pieces.add(rest);
        return pieces;
    }

    private static int fitting(String word, int columns) {
        int end = 0;
        int used = 0;
        while (used + width(word.codePointAt(end)) <= columns) {
            used += width(word.codePointAt(end));
            end = word.offsetByCodePoints(end, 1);
        }
        return Math.max(end, word.offsetByCodePoints(0, 1));
    }

    private static int breakBefore(String word, int limit) {
        for (int i = limit; i > limit / 2; i--) {
            if ("/&?,_;".indexOf(word.charAt(i - 1)) >= 0) {
                return i;
            }
        }
        return limit;
    }

    private static int width(int point) {
        return point >= 0x1100 && isWide(point) ? 2 : 1;
    }

    private static boolean isWide(int point) {
        return point <= 0x115f
                || (point >= 0x2e80 && point <= 0xa4cf)
                || (point >= 0xac00 && point <= 0xd7a3)
                || (point >= 0xf900 && point <= 0xfaff)
                || (point >= 0xfe30 && point <= 0xfe6f)
                || (point >= 0xff00 && point <= 0xff60)
                || (point >= 0xffe0 && point <= 0xffe6)
                || (point >= 0x1f300 && point <= 0x1faff)
                || (point >= 0x20000 && point <= 0x3fffd);
    }
}
