package dev.corewatch.capture.elf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * Text out of a dead process's memory: UTF-8 as far as it is, up to the first NUL; what is no character, or steers a terminal or the direction
 * of writing, becomes U+FFFD.
 */
final class Words {

    private static final char REPLACEMENT = '\uFFFD';

    private Words() {}

    /** From the buffer's position, at most that many bytes; the position moves behind them. */
    static String read(ByteBuffer bytes, int most) {
        byte[] taken = new byte[Math.min(most, bytes.remaining())];
        bytes.get(taken);
        int end = 0;
        while (end < taken.length && taken[end] != 0) {
            end++;
        }
        return harmless(new String(taken, 0, end, UTF_8));
    }

    private static String harmless(String text) {
        var result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> result.appendCodePoint(isHarmless(c) ? c : REPLACEMENT));
        return result.toString();
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
