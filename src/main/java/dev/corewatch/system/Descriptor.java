package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An open file descriptor that the JDK has no class for: sockets whose peers must be known, pidfds, pipes that were handed over. Closed
 * once, by whichever thread asks first.
 */
public final class Descriptor implements AutoCloseable {

    private static final Libc.Function WRITE = Libc.function("write");
    private static final Libc.Function SHUTDOWN = Libc.function("shutdown");
    private static final int SHUT_BOTH = 2;

    private final int number;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes the descriptor of that number over. */
    Descriptor(int number) {
        this.number = number;
    }

    /** A directory, for what lies below it, whatever becomes of its name; not even a look at its contents is possible by it alone. */
    public static Descriptor ofDirectory(Path path) throws IOException {
        return new Descriptor(
                Descriptors.open(path, Descriptors.O_PATH | Descriptors.O_DIRECTORY | Descriptors.O_CLOEXEC));
    }

    int number() {
        return number;
    }

    /** The name by which the kernel hands out exactly this descriptor's file again (proc(5)); not for sockets. */
    public Path path() {
        return Descriptors.again(number);
    }

    /** Waits until something can be read, or the other end is closed; false when neither came in time. */
    public boolean awaitReadable(Duration most) throws IOException {
        try (var poll = Libc.memory(Descriptors.POLL_BYTES)) {
            poll.bytes().putInt(0, number).putShort(4, Descriptors.POLLIN);
            return Descriptors.poll(poll, 1, most) > 0;
        }
    }

    /** All of these few bytes. */
    public void write(byte[] bytes) throws IOException {
        try (var memory = Libc.string(bytes)) {
            int done = 0;
            while (done < bytes.length) {
                var written = WRITE.call(number, memory.address() + done, bytes.length - done);
                if (written.asLong() < 0 && written.errno() != Descriptors.EINTR) {
                    throw new IOException("write(2) failed with errno " + written.errno());
                }
                done += (int) Math.max(0, written.asLong());
            }
        }
    }

    /** Has whoever waits on this socket, or on its other end, wait no more (shutdown(2)). */
    public void shutdown() {
        SHUTDOWN.call(number, SHUT_BOTH);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            Descriptors.close(number);
        }
    }
}
