package dev.corewatch.json.export;

/**
 * JSON's tokens (RFC 8259) out of text in pieces, each held up to {@value #LONGEST} characters. Whether a string is a key, what follows
 * it tells. Wrong JSON gives wrong tokens, never an error.
 */
final class JsonTokens {

    static final char KEY = ':';
    static final char STRING = '"';
    static final char BARE = '0';
    private static final int LONGEST = 64 << 10;

    private static final String ESCAPES = "nrtbf";
    private static final String ESCAPED = "\n\r\t\b\f";

    private final Sink sink;
    private final StringBuilder token = new StringBuilder();
    /** KEY for nothing yet. */
    private char held = KEY;

    private boolean inString;
    private boolean escape;
    private int unicodeDigits;
    private int unicode;

    JsonTokens(Sink sink) {
        this.sink = sink;
    }

    void read(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                string(c);
            } else {
                structure(c);
            }
        }
    }

    /** False when a string is open, which is an error. */
    boolean endOfLine() {
        if (held == BARE) {
            emit(BARE);
        }
        return !inString;
    }

    /** There is no more text; a string that is open counts for nothing. */
    void end() {
        if (!inString) {
            emitHeld();
        }
        inString = false;
        escape = false;
        unicodeDigits = 0;
        held = KEY;
        token.setLength(0);
    }

    private void structure(char c) {
        switch (c) {
            case '"' -> {
                emitHeld();
                inString = true;
            }
            case ':' -> emit(KEY);
            case ',', ' ', '\t', '\r', '\n' -> {
                if (c == ',' || held == BARE) {
                    emitHeld();
                }
            }
            case '{', '[', '}', ']' -> {
                emitHeld();
                sink.take(c, "");
            }
            default -> {
                held = BARE;
                append(c);
            }
        }
    }

    private void string(char c) {
        if (unicodeDigits > 0) {
            unicode = unicode << 4 | Math.max(0, Character.digit(c, 16));
            if (--unicodeDigits == 0) {
                append((char) unicode);
            }
        } else if (escape) {
            escape = false;
            escaped(c);
        } else if (c == '\\') {
            escape = true;
        } else if (c == '"') {
            inString = false;
            held = STRING;
        } else {
            append(c);
        }
    }

    private void escaped(char c) {
        if (c == 'u') {
            unicodeDigits = 4;
            unicode = 0;
        } else {
            int which = ESCAPES.indexOf(c);
            append(which < 0 ? c : ESCAPED.charAt(which));
        }
    }

    private void emitHeld() {
        if (held != KEY) {
            emit(held);
        }
    }

    private void emit(char kind) {
        if (held != KEY) {
            sink.take(kind, token.toString());
        }
        held = KEY;
        token.setLength(0);
    }

    private void append(char c) {
        if (token.length() < LONGEST) {
            token.append(c);
        }
    }

    interface Sink {

        /**
         * The next token.
         *
         * @param kind a bracket, or {@link #KEY}, {@link #STRING}, {@link #BARE} (a number or a word)
         * @param text empty for a bracket
         */
        void take(char kind, String text);
    }
}
