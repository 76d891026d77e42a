package dev.corewatch.analyze.redact;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what may be a secret by "[redacted]": query strings, fragments and user information of URIs, path segments that
 * look like tokens ({@link TokenShape}), values of Authorization, Cookie, Set-Cookie and their like in headers and in
 * {@code name=value}, and whatever the operator's own patterns match. Too much rather than too little; redacting twice changes
 * nothing. Linear in the text; text beyond the limit is dropped.
 */
public final class Redactor {

    static final String MARK = "[redacted]";

    private static final String BUILD_ID = "build-id ";

    private static final int LIMIT = 1 << 16;

    private static final Pattern HEADER = Pattern.compile(
            "(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie2?|x-(?:api-key|auth-token|csrf-token|amz-security-token)|"
                    + "www-authenticate)(\"?\\s{0,8}[:=]\\s{0,8})[^\\r\\n]+");
    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)\\b([\\w-]{0,32}(?:password|passwd|secret|token|api[_-]?key|session[_-]?id|credential|signature))"
                    + "(\"?\\s{0,4}[=:]\\s{0,4})(\"[^\"\\r\\n]*\"|'[^'\\r\\n]*'|[^\\s,;&\"']+)");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|negotiate)\\s{1,8}[\\w.~+/=-]{8,}");
    private static final Pattern QUERY = Pattern.compile("\\?(?!\\[redacted])[^\\s\"'<>?][^\\s\"'<>]*");
    private static final Pattern USER = Pattern.compile("://[^\\s/@\"']{1,200}@");
    private static final Pattern EMAIL = Pattern.compile("[\\w.+%-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.~%+=-]{12,}");

    private final List<Pattern> extra;

    /** @param extra the operator's own patterns; all of what they match is replaced */
    public Redactor(List<Pattern> extra) {
        this.extra = List.copyOf(extra);
    }

    /** A request's URI, or a request line: the query string goes as a whole, the path's segments one by one. */
    public @Nullable String uri(@Nullable String uri) {
        if (uri == null) {
            return null;
        }
        var text = uri.length() > LIMIT ? uri.substring(0, LIMIT) : uri;
        int query = firstOf(text, '?', '#', ';');
        int end = query < 0 ? -1 : text.indexOf(' ', query);
        var rest = end < 0 ? "" : text.substring(end);
        var path = query < 0 ? text : text.substring(0, query + 1);
        return text(segments(path) + (query < 0 ? "" : MARK) + rest);
    }

    /** Any text: log lines, notes, arguments. */
    public String text(String text) {
        var bounded = text.length() > LIMIT ? text.substring(0, LIMIT) : text;
        for (var pattern : extra) {
            bounded = pattern.matcher(bounded).replaceAll(Matcher.quoteReplacement(MARK));
        }
        bounded = HEADER.matcher(bounded).replaceAll("$1$2" + MARK);
        bounded = NAMED_SECRET.matcher(bounded).replaceAll("$1$2" + MARK);
        bounded = SCHEME.matcher(bounded).replaceAll("$1 " + MARK);
        bounded = QUERY.matcher(bounded).replaceAll("?" + MARK);
        bounded = USER.matcher(bounded).replaceAll("://" + MARK + "@");
        bounded = EMAIL.matcher(bounded).replaceAll(MARK);
        return words(bounded);
    }

    private static String words(String text) {
        return WORD.matcher(text)
                .replaceAll(word -> TokenShape.isToken(word.group()) && !isBuildId(text, word.start())
                        ? MARK
                        : Matcher.quoteReplacement(word.group()));
    }

    /** Build-ids look like tokens and are facts of the crash. */
    private static boolean isBuildId(String text, int start) {
        return text.startsWith(BUILD_ID, start - BUILD_ID.length());
    }

    private static String segments(String path) {
        var redacted = new StringBuilder();
        for (var part : path.splitWithDelimiters("[/ ?#;]", -1)) {
            redacted.append(TokenShape.isTokenInPath(part) ? MARK : part);
        }
        return redacted.toString();
    }

    private static int firstOf(String text, char... ends) {
        int first = -1;
        for (char end : ends) {
            int at = text.indexOf(end);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }
        return first;
    }
}
