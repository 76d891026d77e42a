package dev.corewatch.analyze.text;

import java.util.regex.Pattern;

/**
 * A pasted line without what carried it: colours, HTML's entities, spaces that aren't plain, quoting ({@code > }), tables
 * ({@code | }), and what logs put before it (syslog, journalctl, CRI, {@code kubectl logs}, Docker Compose).
 */
final class Carrier {

    private static final Pattern COLOUR = Pattern.compile("(?:\u001b|#033)\\[[\\d;?]{0,16}[A-Za-z]");
    private static final Pattern QUOTE = Pattern.compile("\\s{0,8}> ?");
    private static final int DEEPEST = 16;

    private static final Pattern SHIP = Pattern.compile("\\[pod/[^\\]\\s]{1,300}\\] |[\\w.-]{1,64}-\\d{1,4} +\\| ");
    private static final Pattern RFC_5424 =
            Pattern.compile("<\\d{1,3}>1 \\S{1,40} \\S{1,255} \\S{1,48} \\S{1,128} \\S{1,32} "
                    + "(?:-|(?:\\[[^\\]]{0,512}\\]){1,8}) ?");
    private static final Pattern TIME = Pattern.compile(
            "(?:<\\d{1,3}>)?(?:\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?(?:Z|[+-]\\d\\d:?\\d\\d)?"
                    + "|[A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) ");
    private static final Pattern CONTAINER = Pattern.compile("(?:stdout|stderr) [FP] ");
    private static final Pattern WRITER = Pattern.compile(
            "(?:\\S{1,255} [^\\s:\\[\\](]{1,48}(?:\\[\\d{1,10}\\])?|[^\\s:\\[\\](]{1,48}\\[\\d{1,10}\\]): ?");

    private Carrier() {}

    static String strip(String line) {
        return withoutLog(withoutQuotes(decoded(line)));
    }

    private static String decoded(String line) {
        var text = line.indexOf('\u001b') < 0 && !line.contains("#0") ? line : uncoloured(line);
        if (text.indexOf('&') >= 0) {
            text = text.replace("&lt;", "<")
                    .replace("&gt;", ">")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'")
                    .replace("&nbsp;", " ")
                    .replace("&amp;", "&");
        }
        return isPlain(text) ? text : spaced(text);
    }

    /** rsyslog writes control characters as octal numbers: #011 is a tab. */
    private static String uncoloured(String line) {
        return COLOUR.matcher(line).replaceAll("").replace("#011", "\t");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0xa0) {
                return false;
            }
        }
        return true;
    }

    private static String spaced(String text) {
        var plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean invisible = c == '\u200b' || c == '\ufeff' || c == '\u2060';
            if (!invisible) {
                plain.append(Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c);
            }
        }
        return plain.toString();
    }

    private static String withoutQuotes(String line) {
        var text = line;
        for (int i = 0; i < DEEPEST && text.indexOf('>') >= 0; i++) {
            var quote = QUOTE.matcher(text);
            if (!quote.lookingAt()) {
                break;
            }
            text = text.substring(quote.end());
        }
        return withoutTable(text);
    }

    private static String withoutTable(String line) {
        int bar = line.indexOf('|');
        if (bar < 0 || !line.substring(0, bar).isBlank()) {
            return line;
        }
        var cells = line.strip();
        boolean row = cells.length() > 1 && cells.endsWith("|");
        return row ? cells.substring(1, cells.length() - 1).replace(" | ", "  ") : line.substring(bar + 1);
    }

    private static String withoutLog(String line) {
        var text = after(SHIP, line);
        var standard = after(RFC_5424, text);
        if (standard.length() < text.length()) {
            return standard;
        }
        var untimed = after(TIME, text);
        if (untimed.length() == text.length()) {
            return text;
        }
        var contained = after(CONTAINER, untimed);
        return contained.length() < untimed.length() ? contained : after(WRITER, untimed);
    }

    private static String after(Pattern prefix, String text) {
        var found = prefix.matcher(text);
        return found.lookingAt() ? text.substring(found.end()) : text;
    }
}
