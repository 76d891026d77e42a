package dev.corewatch.analyze.debugger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.crash.ThreadStack.Ended;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object that context.py prints behind a mark, perhaps twice; the last one counts. Read as a tree, field by field: gdb is
 * driven by a hostile core, and whatever has the wrong form is absent. A document of more than {@value #MOST_TOKENS} tokens, twice
 * what context.py prints of the largest process, is not read: in memory it would be a multiple of its text.
 */
final class GdbDocument {

    static final int MOST_TOKENS = 300_000;

    private static final int MOST_ERRORS = 100;
    private static final int LONGEST_ERROR = 1000;

    /** What could forge lines of a report or drive a terminal. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final JsonNode root;

    private GdbDocument(JsonNode root) {
        this.root = root;
    }

    static Optional<GdbDocument> lastIn(String output, String mark) {
        return output.lines()
                .filter(line -> line.startsWith(mark))
                .flatMap(line -> parse(line.substring(mark.length())).stream())
                .reduce((earlier, later) -> later);
    }

    private static Optional<GdbDocument> parse(String json) {
        try {
            return isModest(json) ? Optional.of(new GdbDocument(Json.mapper().readTree(json))) : Optional.empty();
        } catch (IOException cutOff) {
            return Optional.empty();
        }
    }

    private static boolean isModest(String json) throws IOException {
        try (var parser = Json.mapper().createParser(json)) {
            int tokens = 0;
            while (tokens <= MOST_TOKENS && parser.nextToken() != null) {
                tokens++;
            }
            return tokens <= MOST_TOKENS;
        }
    }

    Answer.Stacks answer(List<String> before) {
        var notes = new ArrayList<>(before);
        each(root.path("errors")).limit(MOST_ERRORS).forEach(error -> notes.add("gdb: " + bounded(error.asText())));
        candidates().ifPresent(notes::add);
        return new Answer.Stacks(
                Gdb.NAME,
                each(root.path("threads")).map(GdbDocument::thread).toList(),
                doubts(),
                haproxy(),
                request(),
                notes);
    }

    private static String bounded(String words) {
        return words.substring(0, Math.min(words.length(), LONGEST_ERROR));
    }

    private Optional<String> candidates() {
        int count = root.path("request").path("candidates").asInt();
        return count == 0
                ? Optional.empty()
                : Optional.of("%d requests were in progress; which one it was can't be told".formatted(count));
    }

    private static ThreadStack thread(JsonNode thread) {
        var words = thread.path("ended").asText();
        var ended = switch (words) {
            case "outermost" -> Ended.OUTERMOST;
            case "limit" -> Ended.LIMIT;
            default -> Ended.BROKEN;
        };
        return new ThreadStack(
                thread.path("lwp").asInt(),
                thread.path("crashed").asBoolean(),
                ended,
                ended == Ended.BROKEN ? words : null,
                each(thread.path("frames")).map(GdbDocument::frame).toList());
    }

    private static Frame frame(JsonNode frame) {
        return new Frame(
                frame.path("index").asInt(),
                text(frame, "function"),
                text(frame, "file"),
                number(frame, "line"),
                text(frame, "module"),
                text(frame, "offset"),
                frame.path("inlined").asBoolean(),
                frame.path("signalHandler").asBoolean());
    }

    private List<String> doubts() {
        return each(root.path("threads"))
                .filter(thread -> thread.path("crashed").asBoolean())
                .flatMap(thread -> each(thread.path("frames")))
                .filter(frame -> frame.path("scanned").asBoolean())
                .map(frame -> "frame %d was found by searching the stack: the code it called has no unwind information"
                        .formatted(frame.path("index").asInt()))
                .limit(1)
                .toList();
    }

    private @Nullable HaproxyFacts haproxy() {
        var found = root.path("haproxy");
        if (!found.has("version")) {
            return null;
        }
        return new HaproxyFacts(
                text(found, "version"),
                text(found, "compression"),
                number(found, "threads"),
                found.has("uptimeSeconds") ? found.path("uptimeSeconds").asLong() : null,
                text(found, "tainted"));
    }

    private @Nullable RequestContext request() {
        var found = root.path("request");
        if (!found.has("how")) {
            return null;
        }
        return new RequestContext(
                text(found, "method"),
                text(found, "uri"),
                number(found, "status"),
                text(found, "frontend"),
                text(found, "backend"),
                text(found, "server"),
                text(found, "algorithm"),
                text(found, "direction"),
                text(found, "how"));
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return array.isArray() ? array.valueStream() : Stream.empty();
    }

    private static @Nullable String text(JsonNode parent, String name) {
        var node = parent.path(name);
        return node.isTextual() ? CONTROL.matcher(node.asText()).replaceAll("\uFFFD") : null;
    }

    private static @Nullable Integer number(JsonNode parent, String name) {
        var node = parent.path(name);
        return node.isInt() ? node.asInt() : null;
    }
}
