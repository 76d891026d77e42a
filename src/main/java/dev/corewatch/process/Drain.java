package dev.corewatch.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads one stream of a child to its end, so that the child never blocks on a full pipe, and keeps the first bytes. The end may never
 * come when a descendant holds the pipe: waiting for it is bounded.
 */
final class Drain {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private final Thread thread;
    private boolean overflowed;

    private Drain(InputStream stream, int limit) {
        this.limit = limit;
        this.thread = Thread.ofVirtual().start(() -> read(stream));
    }

    static Drain start(InputStream stream, int limit) {
        return new Drain(stream, limit);
    }

    /** Whether the end came in time. */
    boolean ended(Duration patience) throws InterruptedException {
        return thread.join(patience);
    }

    synchronized String kept() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    synchronized boolean overflowed() {
        return overflowed;
    }

    private void read(InputStream stream) {
        var buffer = new byte[1 << 16];
        try (stream) {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException closed) {
            // The process was killed and its pipe closed under us: what came before is kept.
        }
    }

    private synchronized void keep(byte[] buffer, int length) {
        int room = Math.min(length, limit - kept.size());
        kept.write(buffer, 0, room);
        overflowed |= room < length;
    }
}
