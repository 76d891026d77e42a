package dev.corewatch.analyze.signature;

import dev.corewatch.crash.Frame;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A stack whose bug is known. */
public record LabelledStack(
        String id, String group, List<String> words, String version, String signal, List<Frame> frames) {

    private static final Pattern WORDS =
            Pattern.compile("(<signal handler called>|\\S+)(?: from (\\S+))?(?: at (\\S+))?");

    public static List<LabelledStack> read(String resource) {
        try (var in = LabelledStack.class.getResourceAsStream("/grouping/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("no test resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(LabelledStack::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LabelledStack parse(String line) {
        try {
            var json = Json.mapper().readTree(line);
            var words = new ArrayList<String>();
            json.path("frames").forEach(frame -> words.add(frame.asText()));
            var frames = new ArrayList<Frame>();
            words.forEach(word -> frames.add(frame(frames.size(), word)));
            var id = json.path("id").asText("own-" + json.path("version").asText());
            return new LabelledStack(
                    id,
                    json.path("group").asText(),
                    words,
                    json.path("version").asText(),
                    json.path("signal").asText(),
                    frames);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Frame frame(int index, String words) {
        var match = WORDS.matcher(words);
        if (!match.lookingAt()) {
            throw new IllegalStateException(words);
        }
        var place = match.group(3);
        int colon = place == null ? -1 : place.lastIndexOf(':');
        var line = colon < 0 || place == null ? null : Integer.valueOf(place.substring(colon + 1));
        var file = colon < 0 || place == null ? place : place.substring(0, colon);
        boolean handler = match.group(1).startsWith("<");
        return new Frame(index, known(match.group(1)), file, line, match.group(2), null, false, handler);
    }

    private static @Nullable String known(String function) {
        return function.equals("??") || function.startsWith("<") ? null : function;
    }
}
