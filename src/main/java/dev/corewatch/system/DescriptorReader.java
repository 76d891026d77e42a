package dev.corewatch.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;

/**
 * Reads a pipe or a socket forwards. Who writes must go on: silence for longer than is allowed is an error. For one thread, the one that
 * made it. Doesn't close the descriptor.
 */
public final class DescriptorReader implements ReadableByteChannel {

    private static final Libc.Function READ = Libc.function("read");

    private final Descriptor descriptor;
    private final Duration silence;
    private final Libc.Memory memory;
    private boolean open = true;

    /**
     * Reads from where the descriptor stands.
     *
     * @param bytes most that are read at once
     * @param silence how long nothing may come
     */
    public DescriptorReader(Descriptor descriptor, int bytes, Duration silence) {
        this.descriptor = descriptor;
        this.silence = silence;
        this.memory = Libc.memory(bytes);
    }

    /** What comes next, in a buffer that the next call fills anew; without any remaining at the end. */
    public ByteBuffer next() throws IOException {
        return next(memory.bytes().capacity());
    }

    /** At most that many bytes. */
    public ByteBuffer next(int most) throws IOException {
        while (true) {
            if (!descriptor.awaitReadable(silence)) {
                throw new IOException("nothing came for " + silence.toSeconds() + " s");
            }
            var read = READ.call(
                    descriptor.number(),
                    memory.address(),
                    Math.min(most, memory.bytes().capacity()));
            if (read.asLong() >= 0) {
                return memory.bytes().slice(0, (int) read.asLong());
            }
            if (read.errno() != Descriptors.EINTR) {
                throw new IOException("read(2) failed with errno " + read.errno());
            }
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        var bytes = next(into.remaining());
        int read = bytes.remaining();
        into.put(bytes);
        return read == 0 ? -1 : read;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            memory.close();
        }
    }
}
