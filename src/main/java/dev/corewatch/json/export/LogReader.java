package dev.corewatch.json.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log of any size in constant memory. A plain line is held up to {@value LogExport#LINE} bytes; one that holds none of the words sought
 * is not even decoded. UTF-8; what isn't becomes U+FFFD.
 */
public final class LogReader {

    private static final int BUFFER = 1 << 17;

    private final @Nullable AnyOf sought;
    private final LogExport export;
    private final byte[] buffer = new byte[BUFFER];
    private boolean begins = true;
    private long count;

    private LogReader(@Nullable AnyOf sought, Consumer<LogLine> lines) {
        this.sought = sought;
        this.export = new LogExport(lines);
    }

    /** Every line. */
    public static void all(InputStream in, Consumer<LogLine> lines) throws IOException {
        new LogReader(null, lines).read(in);
    }

    /**
     * The lines that hold one of the words, and perhaps others.
     *
     * @return how many lines there were
     */
    public static long holding(AnyOf words, InputStream in, Consumer<LogLine> lines) throws IOException {
        return new LogReader(words, lines).read(in);
    }

    private long read(InputStream in) throws IOException {
        int filled = 0;
        for (int n = in.read(buffer, 0, BUFFER); n >= 0; n = in.read(buffer, filled, BUFFER - filled)) {
            int start = lines(filled, filled + n);
            filled += n - start;
            System.arraycopy(buffer, start, buffer, 0, filled);
            if (filled == BUFFER) {
                part(0, filled, false);
                filled = 0;
            }
        }
        if (filled > 0) {
            part(0, filled, true);
        }
        export.end();
        return count;
    }

    /** Hands on the lines that end in what was read; returns where the next one begins. */
    private int lines(int from, int to) {
        int start = 0;
        for (int i = from; i < to; i++) {
            if (buffer[i] == '\n') {
                part(start, i, true);
                start = i + 1;
            }
        }
        return start;
    }

    private void part(int from, int to, boolean ends) {
        int end = ends && to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        if (isWanted(from, end)) {
            int length =
                    opens(from, end) || export.needsEveryLine() ? end - from : Math.min(LogExport.LINE, end - from);
            export.read(new String(buffer, from, length, StandardCharsets.UTF_8), begins, ends);
        }
        begins = ends;
        count += ends ? 1 : 0;
    }

    private boolean isWanted(int from, int end) {
        return sought == null || export.needsEveryLine() || opens(from, end) || sought.in(buffer, from, end);
    }

    /** Whether a document or a record may begin there; dmesg's "[ 4023.5" doesn't begin one. */
    private boolean opens(int from, int end) {
        if (from >= end) {
            return false;
        }
        return switch (buffer[from]) {
            case '{', '_', ' ', '\t' -> true;
            case '[' -> end - from == 1 || "{[\"".indexOf(buffer[from + 1]) >= 0;
            default -> false;
        };
    }
}
