package dev.corewatch.capture.pipe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A death that the helper took alone, in its inbox: NAME.facts and, unless it was dropped, NAME.core (docs/helper.md). Only root writes
 * there; what the dying process chose in them (names, paths) is still nobody's word but its own.
 *
 * @param facts by key; of a key that stands several times, the lines
 */
public record LeftCore(Path words, Map<String, List<String>> facts) {

    private static final String WORDS = ".facts";
    private static final int LONGEST = 1 << 17;
    /** The helper gives itself less to finish. */
    private static final Duration AT_WORK = Duration.ofMinutes(1);

    private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-f]{2})");

    /** Those that lie there, the oldest name first. */
    public static List<LeftCore> in(Path inbox) throws IOException {
        var left = new ArrayList<LeftCore>();
        if (!Files.isDirectory(inbox)) {
            return left;
        }
        try (var names = Files.newDirectoryStream(inbox, "*" + WORDS)) {
            for (var name : names) {
                try (var in = Files.newInputStream(name)) {
                    left.add(new LeftCore(name, parse(new String(in.readNBytes(LONGEST), US_ASCII))));
                }
            }
        }
        left.sort(Comparator.comparing(one -> one.words().toString()));
        return left;
    }

    static Map<String, List<String>> parse(String text) {
        var facts = new LinkedHashMap<String, List<String>>();
        for (var line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.computeIfAbsent(line.substring(0, equals), _ -> new ArrayList<>())
                        .add(unescaped(line.substring(equals + 1)));
            }
        }
        return facts;
    }

    private static String unescaped(String value) {
        return ESCAPE.matcher(value)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    public Optional<String> text(String key) {
        return all(key).stream().findFirst();
    }

    public List<String> all(String key) {
        return facts.getOrDefault(key, List.of());
    }

    /** A number that isn't there, or is none, is 0. */
    public long number(String key) {
        try {
            return Long.parseLong(text(key).orElse("0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Where its core is, once it is whole. */
    public Path core() {
        return sibling(".core");
    }

    /** Whether the helper is done with it, one way or the other. */
    public boolean isDone(Instant now) throws IOException {
        return Files.exists(core())
                || facts.containsKey("dropped")
                || Files.getLastModifiedTime(words).toInstant().isBefore(now.minus(AT_WORK));
    }

    public void remove() throws IOException {
        Files.deleteIfExists(core());
        Files.deleteIfExists(sibling(".core.part"));
        Files.deleteIfExists(words);
    }

    private Path sibling(String ending) {
        var name = words.getFileName().toString();
        return words.resolveSibling(name.substring(0, name.length() - WORDS.length()) + ending);
    }
}
