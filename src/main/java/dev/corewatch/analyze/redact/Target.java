package dev.corewatch.analyze.redact;

import static dev.corewatch.analyze.redact.Redactor.MARK;

import java.util.regex.Pattern;

/**
 * A request's target (RFC 9112, 3.2) in any of its forms, perhaps as part of a request line. Query string, fragment and what follows a
 * semicolon go as a whole; user information goes; of the path go the segments that look like tokens and those behind a segment that
 * announces a secret ("/token/..."). A target as long as HAProxy holds one at all may be cut, so its last segment goes too.
 */
final class Target {

    /** tune.http.logurilen is 1024 by default and holds the method too. */
    private static final int CUT = 1000;

    private static final Pattern ORIGIN =
            Pattern.compile("^(?i)((?:[A-Z]{1,20} )?[a-z][a-z0-9+.-]{0,30}://)([^/?#; ]*)");
    private static final Pattern VERSION = Pattern.compile(" HTTP/\\d(?:\\.\\d)?$");
    private static final Pattern END_OF_PATH = Pattern.compile("[?#;]|%(?:25){0,4}3[fF]");
    private static final Pattern ANNOUNCES =
            Pattern.compile("(?i)(?:[\\w.-]*[_.-])?(?:tokens?|secrets?|passw(?:or)?ds?|pwd|api[_-]?keys?"
                    + "|bearer|credentials?|jwt|otp)");
    private static final Pattern DOING =
            Pattern.compile("(?i)(?:re)?(?:set|new|fresh|voke|call)|change|forgot(?:ten)?|renew|refresh"
                    + "|verify|validate|introspect|list|create|delete|update|login|logout|me|v\\d{1,2}|HTTP");

    private Target() {}

    static String redacted(String target) {
        var version = VERSION.matcher(target);
        var end = version.find() ? version.group() : "";
        var whole = target.substring(0, target.length() - end.length());
        var origin = ORIGIN.matcher(whole);
        var start = origin.find() ? origin.group(1) + withoutUser(origin.group(2)) : "";
        return start + pathAndQuery(whole.substring(start.isEmpty() ? 0 : origin.end())) + end;
    }

    private static String withoutUser(String authority) {
        int at = authority.lastIndexOf('@');
        return at < 0 ? authority : MARK + authority.substring(at);
    }

    private static String pathAndQuery(String text) {
        var query = END_OF_PATH.matcher(text);
        if (query.find()) {
            return path(text.substring(0, query.start())) + query.group() + MARK;
        }
        int last = text.lastIndexOf('/') + 1;
        return text.length() < CUT ? path(text) : path(text.substring(0, last)) + MARK;
    }

    private static String path(String path) {
        var redacted = new StringBuilder();
        var before = "";
        for (var part : path.splitWithDelimiters("[/ ]", -1)) {
            boolean announced =
                    ANNOUNCES.matcher(before).matches() && !DOING.matcher(part).matches();
            boolean segment = !part.isEmpty() && !part.equals("/") && !part.equals(" ");
            redacted.append(segment && (announced || TokenShape.isTokenInPath(part)) ? MARK : part);
            before = segment ? part : before;
        }
        return redacted.toString();
    }
}
