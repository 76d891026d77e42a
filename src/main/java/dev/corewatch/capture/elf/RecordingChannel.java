package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** Keeps what is read of another channel; ends early when that is too much. */
final class RecordingChannel implements ReadableByteChannel {

    static final int MOST_BYTES = 32 << 20;

    private final ReadableByteChannel channel;
    private byte[] bytes = new byte[64 * 1024];
    private int size;
    private boolean full;

    RecordingChannel(ReadableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int from = into.position();
        int read = full ? -1 : channel.read(into);
        if (read <= 0) {
            return read;
        }
        if (read > MOST_BYTES - size) {
            full = true;
            into.position(from);
            return -1;
        }
        if (size + read > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, 2 * (size + read)));
        }
        into.get(from, bytes, size, read);
        size += read;
        return read;
    }

    boolean isFull() {
        return full;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes, 0, size).slice();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
