package dev.corewatch.capture.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of the file in which a runtime keeps what a container wrote: the CRI's {@code TIME STREAM F TEXT} (kubelet, container log format), or
 * Docker's {@code {"log":"TEXT\n","stream":"stderr","time":"TIME"}}. The runtime wraps all that is written inside, so that nobody there can forge
 * a time.
 *
 * @param time the runtime's
 * @param error whether of standard error
 * @param ends whether the container's line ends here; runtimes cut long ones
 */
record RuntimeLine(Instant time, boolean error, String text, boolean ends) {

    private static final Pattern CRI =
            Pattern.compile("(\\S{20,40}) std(out|err) ([FP])(?::\\S{1,64})? (.*)", Pattern.DOTALL);

    /** Null when it is none of these, or cut. */
    static @Nullable RuntimeLine parse(String line) {
        try {
            return line.startsWith("{") ? docker(Json.mapper().readTree(line)) : cri(line);
        } catch (JsonProcessingException | DateTimeParseException e) {
            return null;
        }
    }

    private static @Nullable RuntimeLine cri(String line) {
        var found = CRI.matcher(line);
        return found.matches()
                ? new RuntimeLine(
                        time(found.group(1)),
                        found.group(2).equals("err"),
                        found.group(4),
                        found.group(3).equals("F"))
                : null;
    }

    private static @Nullable RuntimeLine docker(JsonNode line) {
        var text = line.path("log").textValue();
        if (text == null) {
            return null;
        }
        boolean ends = text.endsWith("\n");
        return new RuntimeLine(
                time(line.path("time").asText()),
                line.path("stream").asText().equals("stderr"),
                ends ? text.substring(0, text.length() - 1) : text,
                ends);
    }

    private static Instant time(String text) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }
}
