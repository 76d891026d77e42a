package dev.corewatch.analyze.redact;

import static dev.corewatch.analyze.redact.Redactor.MARK;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The built-in rules for any text: values of headers that carry credentials, up to the line's end; values whose name says that they are
 * secret; credentials behind their scheme; URLs and request lines ({@link Target}); query strings; user information; addresses of e-mail;
 * words with a token's shape ({@link TokenShape}).
 */
final class TextRules {

    private static final String BUILD_ID = "build-id ";

    private static final Pattern HEADER = Pattern.compile(
            "(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie2?|api-?key|(?:www|proxy)-authenticate|x-forwarded-client-cert"
                    + "|x-[\\w-]{0,40}(?:key|token|secret|auth|jwt|session|credential|assertion)[\\w-]{0,20})"
                    + "(\\\\?\"?\\s{0,8}[:=]\\s{0,8})[^\\r\\n]+");
    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)\\b((?:[\\w-]{0,32}(?:password|passwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|session[_-]?id"
                    + "|credentials?|signature)|pwd|auth|jwt|sid))"
                    + "(\\\\?\"?\\s{0,4}[=:]\\s{0,4})(\\\\?\"[^\"\\r\\n]*\"?|'[^'\\r\\n]*'?|[^\\s,;&\"']+)");
    private static final Pattern SCHEME = Pattern.compile("(?i)\\b(bearer|negotiate)\\s{1,8}[\\w.~+/=-]{8,}");
    private static final Pattern BASIC = Pattern.compile(
            "\\b([Bb]asic)\\s{1,8}(?=\\S{1,200}[A-Z0-9=])(?:[A-Za-z0-9+/]{4}){1,500}(?:[A-Za-z0-9+/]{2,3}={0,2})?");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]{1,20}://[^\\s\"'<>]+");
    private static final Pattern REQUEST = Pattern.compile(
            "\\b(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH) /[^\\s\"'<>]*(?: HTTP/\\d(?:\\.\\d)?)?");
    private static final Pattern QUERY =
            Pattern.compile("(\\?|%(?:25){0,4}3[fF])(?!\\[redacted])[^\\s\"'<>?][^\\s\"'<>]*");
    private static final Pattern USER = Pattern.compile("\\b[\\w.%+-]{1,64}:[^\\s/@\"'\\[\\]]{1,200}@(?=[\\w\\[])");
    private static final Pattern EMAIL =
            Pattern.compile("[\\w.+%-]{1,64}@(?![A-Z]{2,10}_\\d)[\\w-]{1,63}(?:\\.[\\w-]{1,63})+");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.~%+=-]{12,}");
    private static final Pattern SLASHED = Pattern.compile("[A-Za-z0-9_.~%+=/-]{20,}");

    private TextRules() {}

    static String apply(String raw) {
        var text = HEADER.matcher(raw).replaceAll("$1$2" + MARK);
        text = NAMED_SECRET.matcher(text).replaceAll("$1$2" + MARK);
        text = SCHEME.matcher(text).replaceAll("$1 " + MARK);
        text = BASIC.matcher(text).replaceAll("$1 " + MARK);
        text = targets(ABSOLUTE, text);
        text = targets(REQUEST, text);
        text = QUERY.matcher(text).replaceAll("$1" + MARK);
        text = USER.matcher(text).replaceAll(MARK + "@");
        text = EMAIL.matcher(text).replaceAll(MARK);
        text = SLASHED.matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(TokenShape.isBase64(word.group()) ? MARK : word.group()));
        return words(text);
    }

    private static String targets(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(Target.redacted(found.group())));
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
}
