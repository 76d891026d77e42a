package dev.corewatch.publish.report;

import org.jspecify.annotations.Nullable;

/**
 * Makes text of a dead process harmless to look at: a core's memory, symbol tables and paths are whatever an attacker left there.
 * Control characters (so ANSI escapes and line breaks), format characters (so bidirectional overrides, Unicode TR 36), combining
 * marks, private, unassigned and unpaired code points become visible escapes ({@code \x1b}); what is longer than its bound ends in
 * "...". Bounds are in characters of the result.
 */
public final class Printable {

    static final int NAME = 120;
    static final int PATH = 300;
    static final int SENTENCE = 800;
    private static final String CUT = "...";

    private Printable() {}

    /** One token, escaped as it is. */
    static String name(String raw, int bound) {
        var safe = new StringBuilder();
        raw.codePoints().limit(bound + 1L).forEach(point -> append(safe, point));
        return safe.length() <= bound ? safe.toString() : cut(safe, bound);
    }

    static @Nullable String nameOrNull(@Nullable String raw, int bound) {
        return raw == null || raw.isBlank() ? null : name(raw, bound);
    }

    /** Words: runs of white space are one space, the rest as in a name. */
    public static String sentence(String raw) {
        var head = raw.substring(0, Math.min(raw.length(), 4 * SENTENCE));
        return name(head.replaceAll("\\s+", " ").strip(), SENTENCE);
    }

    private static void append(StringBuilder safe, int point) {
        if (isHarmless(point)) {
            safe.appendCodePoint(point);
        } else if (point < 0x100) {
            safe.append("\\x%02x".formatted(point));
        } else {
            safe.append("\\u%04x".formatted(point));
        }
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK -> false;
            case Character.SPACE_SEPARATOR -> point == ' ';
            default -> true;
        };
    }

    private static String cut(StringBuilder safe, int bound) {
        int end = Math.max(0, bound - CUT.length());
        int whole = end > 0 && Character.isHighSurrogate(safe.charAt(end - 1)) ? end - 1 : end;
        return safe.substring(0, whole) + CUT;
    }
}
