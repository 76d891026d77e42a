package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * Reads a channel forwards, little endian, in pieces, and knows where it is. What lies between is skipped: by seeking where the channel can,
 * by reading where it can't (pipe, socket).
 */
final class ForwardReader {

    private static final int BUFFER = 64 * 1024;

    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long position;

    /** At the channel's first byte. */
    ForwardReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    long position() {
        return position;
    }

    /** The next bytes; fewer when the input ends before. */
    ByteBuffer read(int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && fill()) {
            int part = Math.min(bytes.remaining(), buffer.remaining());
            bytes.put(bytes.position(), buffer, buffer.position(), part).position(bytes.position() + part);
            buffer.position(buffer.position() + part);
            position += part;
        }
        return bytes.flip();
    }

    /** Goes on to that offset, which must not lie behind; false when the input ends before it. */
    boolean skipTo(long offset) throws IOException {
        if (offset - position > buffer.remaining() && channel instanceof SeekableByteChannel seekable) {
            return seek(seekable, offset);
        }
        while (position < offset && fill()) {
            int part = (int) Math.min(offset - position, buffer.remaining());
            buffer.position(buffer.position() + part);
            position += part;
        }
        return position == offset;
    }

    private boolean seek(SeekableByteChannel seekable, long offset) throws IOException {
        if (offset > seekable.size()) {
            return false;
        }
        seekable.position(offset);
        buffer.limit(0);
        position = offset;
        return true;
    }

    private boolean fill() throws IOException {
        while (!buffer.hasRemaining()) {
            int read = channel.read(buffer.clear());
            buffer.flip();
            if (read < 0) {
                buffer.limit(0);
                return false;
            }
        }
        return true;
    }
}
