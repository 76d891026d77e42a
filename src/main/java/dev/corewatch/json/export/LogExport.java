package dev.corewatch.json.export;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a log's lines as its file has them and gives those that were written: of JSON and CSV the messages (see {@link JsonMessages},
 * {@link CsvMessages}), of journald's export format the {@code MESSAGE=}, of plain text each line. One form may follow another.
 */
public final class LogExport {

    /** Characters of a plain line that are held. */
    static final int LINE = 8192;

    private static final String MESSAGE = "MESSAGE=";
    private static final String TIME = "__REALTIME_TIMESTAMP=";
    private static final String WRITER = "SYSLOG_IDENTIFIER=";

    private final Consumer<LogLine> lines;
    private final JsonMessages json;
    private @Nullable CsvMessages csv;
    private boolean begun;
    private @Nullable String time;
    private @Nullable String writer;

    public LogExport(Consumer<LogLine> lines) {
        this.lines = lines;
        this.json = new JsonMessages(lines);
    }

    /** A whole line, without its end. */
    public void read(String line) {
        read(line, true, true);
    }

    /**
     * A part of a line.
     *
     * @param raw perhaps behind a byte order mark
     * @param begins whether it is its beginning
     * @param ends whether it is its end
     */
    void read(String raw, boolean begins, boolean ends) {
        var part = begun || !raw.startsWith("\ufeff") ? raw : raw.substring(1);
        if (begins && json.isOpen() && !JsonMessages.goesOn(part)) {
            json.abandon();
        }
        if (json.isOpen() || (begins && JsonMessages.begins(part))) {
            begun = true;
            json.read(part);
            if (ends) {
                json.endOfLine();
            }
        } else if (begins) {
            written(part.length() > LINE ? part.substring(0, LINE) : part);
        }
    }

    /** There are no more lines. */
    public void end() {
        json.abandon();
    }

    /** Whether lines have to be looked at that hold none of the words sought: those around them say what they are. */
    boolean needsEveryLine() {
        return !begun || json.isOpen() || csv != null || time != null;
    }

    private void written(String line) {
        if (!begun && !line.isBlank()) {
            begun = true;
            csv = CsvMessages.headedBy(line);
            if (csv != null) {
                return;
            }
        }
        if (csv != null) {
            lines.accept(csv.row(line));
        } else {
            journal(line.startsWith("    ") && line.startsWith(MESSAGE, 4) ? line.substring(4) : line);
        }
    }

    /** Of a record the time comes first, and an empty line last. */
    private void journal(String line) {
        if (line.startsWith(TIME)) {
            time = line.substring(TIME.length());
            writer = null;
        } else if (time != null && line.startsWith(WRITER)) {
            writer = line.substring(WRITER.length());
        } else if (line.startsWith(MESSAGE)) {
            lines.accept(new LogLine(line.substring(MESSAGE.length()), time, writer));
        } else {
            lines.accept(LogLine.plain(line));
        }
    }
}
