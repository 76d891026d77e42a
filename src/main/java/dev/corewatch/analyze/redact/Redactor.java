package dev.corewatch.analyze.redact;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what may be a secret by "[redacted]": first what the operator's own patterns match, then by the built-in rules ({@link Target},
 * {@link TextRules}, {@link TokenShape}). Too much rather than too little; redacting twice changes nothing that the built-in rules
 * made. Linear in the text for these; text beyond the limit is dropped.
 */
public final class Redactor {

    static final String MARK = "[redacted]";

    private static final int LIMIT = 1 << 16;

    /** What the configuration's log-format has between braces: captured headers. */
    private static final Pattern CAPTURED = Pattern.compile("\\{[^{}\\r\\n]{1,4096}}");

    private static final Pattern PATH = Pattern.compile("(?<![\\w.])/[^\\s\"'<>]*");

    private final List<Pattern> extra;

    /** @param extra the operator's own patterns; all of what they match is replaced */
    public Redactor(List<Pattern> extra) {
        this.extra = List.copyOf(extra);
    }

    /** A request's URI, or a request line: the query string goes as a whole, the path's segments one by one. */
    public @Nullable String uri(@Nullable String uri) {
        return uri == null ? null : TextRules.apply(Target.redacted(own(bounded(uri))));
    }

    /** Any text: notes, the debugger's words. */
    public String text(String text) {
        return TextRules.apply(own(bounded(text)));
    }

    /** A line of HAProxy's log: its format is the configuration's, so whatever looks like a path or a captured header is a client's. */
    public String quoted(String line) {
        var captured = CAPTURED.matcher(own(bounded(line))).replaceAll(Matcher.quoteReplacement("{" + MARK + "}"));
        var paths = PATH.matcher(captured).replaceAll(path -> Matcher.quoteReplacement(Target.redacted(path.group())));
        return TextRules.apply(paths);
    }

    /** By the operator's patterns alone: names of modules, proxies and source files, which no client chooses. */
    public String own(String text) {
        var redacted = text;
        for (var pattern : extra) {
            redacted = pattern.matcher(redacted).replaceAll(Matcher.quoteReplacement(MARK));
        }
        return redacted;
    }

    /** Without the word that the limit cuts: half a token has no token's shape. */
    private static String bounded(String text) {
        if (text.length() <= LIMIT) {
            return text;
        }
        var cut = text.substring(0, LIMIT);
        return cut.substring(0, Math.max(0, Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('/'))));
    }
}
