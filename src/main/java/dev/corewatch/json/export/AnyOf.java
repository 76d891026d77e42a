package dev.corewatch.json.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Whether bytes hold one of some ASCII words, most bytes unseen (Wu and Manber 1994, blocks of two bytes): of each word its first
 * bytes, as many as the shortest has, are looked for; where the last two bytes of a window are no block of any word, the window
 * moves on by almost its whole length.
 */
public final class AnyOf {

    private static final int BLOCK = 2;
    private static final int BLOCKS = 1 << 16;

    private final byte[][] words;
    private final int window;
    private final byte[] shifts = new byte[BLOCKS];

    private AnyOf(List<byte[]> words) {
        this.words = words.toArray(byte[][]::new);
        this.window = words.stream().mapToInt(word -> word.length).min().orElseThrow();
        Arrays.fill(shifts, (byte) (window - BLOCK + 1));
        words.forEach(this::learn);
    }

    /** Words of at least two bytes. */
    public static AnyOf words(String... words) {
        return new AnyOf(Arrays.stream(words)
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toList());
    }

    private void learn(byte[] word) {
        for (int end = BLOCK; end <= window; end++) {
            int block = block(word, end);
            shifts[block] = (byte) Math.min(shifts[block], window - end);
        }
    }

    /** Whether a text has one of the words. */
    public boolean in(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return in(bytes, 0, bytes.length);
    }

    boolean in(byte[] bytes, int from, int to) {
        int end = from + window;
        while (end <= to) {
            int shift = shifts[block(bytes, end)];
            if (shift == 0 && isAt(bytes, end - window, to)) {
                return true;
            }
            end += Math.max(1, shift);
        }
        return false;
    }

    private boolean isAt(byte[] bytes, int start, int to) {
        for (var word : words) {
            if (start + word.length <= to && Arrays.equals(word, 0, word.length, bytes, start, start + word.length)) {
                return true;
            }
        }
        return false;
    }

    private static int block(byte[] bytes, int end) {
        return (bytes[end - 2] & 0xff) << 8 | (bytes[end - 1] & 0xff);
    }
}
