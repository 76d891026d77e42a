package dev.corewatch.json.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The messages in JSON that log stores export: an object a line or an array, compact or indented, nested or flat (Elasticsearch and
 * Kibana {@code _source.message}, journald {@code MESSAGE}, Docker {@code log}, Loki {@code line} and {@code values}, dmesg
 * {@code msg}). Text is pushed in as it comes. A mapper would want each document whole and right: exports are cut at both ends, mixed
 * with plain lines, and of any size. A record is an object in an array or at the top; its message counts once.
 */
final class JsonMessages {

    private static final Set<String> MESSAGES =
            Set.of("message", "MESSAGE", "msg", "log", "line", "_raw", "short_message");
    private static final Set<String> TIMES = Set.of(
            "@timestamp", "timestamp", "time", "ts", "__REALTIME_TIMESTAMP", "_SOURCE_REALTIME_TIMESTAMP", "_time");
    private static final String WRITER = "SYSLOG_IDENTIFIER";
    private static final String LOKI = "values";
    private static final int DEEPEST = 64;
    private static final int MOST = 64;

    private final Consumer<LogLine> lines;
    private final JsonTokens tokens = new JsonTokens(this::take);
    private final Deque<Level> levels = new ArrayDeque<>();
    private final Set<String> messages = new LinkedHashSet<>();
    private @Nullable String time;
    private @Nullable String writer;

    JsonMessages(Consumer<LogLine> lines) {
        this.lines = lines;
    }

    /** Whether such a document begins here. "[ 4023.529363] " doesn't begin one. */
    static boolean begins(String line) {
        var text = line.stripLeading();
        if (text.isEmpty() || (text.charAt(0) != '{' && text.charAt(0) != '[')) {
            return false;
        }
        var inside = text.substring(1).stripLeading();
        return inside.isEmpty() || (text.charAt(0) == '{' ? "\"}" : "{[]\"").indexOf(inside.charAt(0)) >= 0;
    }

    /** Whether a document has begun and not ended. */
    boolean isOpen() {
        return !levels.isEmpty();
    }

    /** Whether an open document may go on with this line; where not, it was cut. */
    static boolean goesOn(String line) {
        var text = line.strip();
        return text.isEmpty()
                || begins(line)
                || "}],\":".indexOf(text.charAt(0)) >= 0
                || text.matches("(?:[-+.0-9eE]{1,40}|true|false|null)\\s*[,\\]}]{0,64}");
    }

    void read(String text) {
        tokens.read(text);
    }

    /** After a line; no string goes over its end. */
    void endOfLine() {
        if (!tokens.endOfLine()) {
            abandon();
        }
    }

    /** The document was cut: what its last record said so far counts. */
    void abandon() {
        tokens.end();
        flush();
        levels.clear();
    }

    private void take(char kind, String text) {
        switch (kind) {
            case '{', '[' -> open(kind == '[');
            case '}', ']' -> close();
            case JsonTokens.KEY -> key(text);
            default -> value(text, kind == JsonTokens.STRING);
        }
    }

    private void open(boolean array) {
        if (levels.size() < DEEPEST) {
            var above = levels.peekLast();
            levels.addLast(new Level(array, array && above != null ? above.key : ""));
        }
    }

    private void close() {
        var level = levels.pollLast();
        var above = levels.peekLast();
        if (level == null) {
            return;
        }
        if (level.array && above != null && above.array && level.key.equals(LOKI) && level.row.size() >= 2) {
            time = level.row.getFirst();
            messages.add(level.row.get(1));
            flush();
        } else if (!level.array && (above == null || above.array)) {
            flush();
        }
    }

    private void key(String text) {
        var level = levels.peekLast();
        if (level != null && !level.array) {
            level.key = text.substring(text.lastIndexOf('.') + 1);
        }
    }

    private void value(String text, boolean string) {
        var level = levels.peekLast();
        if (level == null) {
            return;
        }
        if (level.array && level.row.size() < 2) {
            level.row.add(text);
        }
        if (string && MESSAGES.contains(level.key) && messages.size() < MOST) {
            messages.add(text);
        } else if (time == null && TIMES.contains(level.key)) {
            time = text;
        } else if (string && level.key.equals(WRITER)) {
            writer = text;
        }
    }

    private void flush() {
        for (var message : messages) {
            message.lines().forEach(line -> lines.accept(new LogLine(line, time, writer)));
        }
        messages.clear();
        time = null;
        writer = null;
    }

    /** An object with the key it is at, or an array with the key it belongs to and its first values. */
    private static final class Level {

        private final boolean array;
        private final List<String> row = new ArrayList<>(2);
        private String key;

        Level(boolean array, String key) {
            this.array = array;
            this.key = key;
        }
    }
}
