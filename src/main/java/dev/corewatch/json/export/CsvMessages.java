package dev.corewatch.json.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages in CSV (RFC 4180) whose first line names a column of them, as Kibana's and Splunk's exports do. A field with a line break
 * in it ends there.
 *
 * @param message which column
 * @param time which column; -1 when there is none
 */
record CsvMessages(int message, int time) {

    private static final Set<String> MESSAGES = Set.of("message", "msg", "log", "line", "_raw");
    private static final Set<String> TIMES = Set.of("@timestamp", "timestamp", "time", "_time");
    private static final int COLUMNS = 256;

    /** Null when that line heads no such table. */
    static @Nullable CsvMessages headedBy(String line) {
        if (line.indexOf(',') < 0) {
            return null;
        }
        var names = fields(line.startsWith("\ufeff") ? line.substring(1) : line);
        int message = first(names, MESSAGES);
        return message < 0 ? null : new CsvMessages(message, first(names, TIMES));
    }

    LogLine row(String line) {
        var fields = fields(line);
        var text = message < fields.size() ? fields.get(message) : "";
        return new LogLine(text, time >= 0 && time < fields.size() ? fields.get(time) : null, null);
    }

    private static int first(List<String> names, Set<String> wanted) {
        for (int i = 0; i < names.size(); i++) {
            var name = names.get(i).strip();
            if (wanted.contains(name.substring(name.startsWith("_source.") ? "_source.".length() : 0))) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> fields(String line) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length() && fields.size() < COLUMNS; i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
