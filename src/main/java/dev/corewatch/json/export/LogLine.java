package dev.corewatch.json.export;

import org.jspecify.annotations.Nullable;

/**
 * One line of a log.
 *
 * @param text what its writer wrote, without the export around it
 * @param time as the export has it in a field of its own; null when it has none
 * @param writer whom the export names as the writer (journald's SYSLOG_IDENTIFIER); null when it names nobody
 */
public record LogLine(
        String text, @Nullable String time, @Nullable String writer) {

    static LogLine plain(String text) {
        return new LogLine(text, null, null);
    }
}
