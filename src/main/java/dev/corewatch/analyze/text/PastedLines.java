package dev.corewatch.analyze.text;

import dev.corewatch.json.export.LogExport;
import dev.corewatch.json.export.LogLine;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a pasted text as their writer had them: out of the JSON or CSV that they were exported as, each without its
 * {@link Carrier}. Log stores' exports run backwards by default: where their times fall, the lines are turned round.
 */
final class PastedLines {

    private static final int LONGEST = 4096;

    private PastedLines() {}

    static List<String> of(String text) {
        var lines = new ArrayList<LogLine>();
        var export = new LogExport(lines::add);
        text.lines().forEach(export::read);
        export.end();
        var ordered = runsBackwards(lines) ? lines.reversed() : lines;
        return ordered.stream().map(line -> Carrier.strip(bounded(line.text()))).toList();
    }

    /** ISO 8601 and numbers of one length sort as text. */
    private static boolean runsBackwards(List<LogLine> lines) {
        var first = lines.isEmpty() ? null : lines.getFirst().time();
        var last = lines.isEmpty() ? null : lines.getLast().time();
        return first != null && last != null && first.length() == last.length() && first.compareTo(last) > 0;
    }

    private static String bounded(String line) {
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
