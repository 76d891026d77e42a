package dev.corewatch.capture.socket;

import dev.corewatch.system.Descriptor;
import dev.corewatch.system.DescriptorReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The words by which kernel and server agree what is to become of a core (include/uapi/linux/coredump.h): the kernel's request, our
 * answer, and its mark of what it thinks of that.
 */
final class Handshake {

    private static final int REQUEST_BYTES = 16;
    /** struct coredump_req may grow: size says how large it is. */
    private static final int LARGEST_REQUEST = 4096;

    private static final long KERNEL = 1;
    private static final long REJECT = 4;
    private static final long WAIT = 8;
    private static final int MARK_BYTES = 4;
    private static final int ACCEPTED = 0;

    private Handshake() {}

    /** Has the kernel write the core, and hold the process until the connection is closed. */
    static void take(Descriptor connection, DescriptorReader reader) throws IOException {
        answer(connection, reader, KERNEL | WAIT);
        int mark = exactly(reader, MARK_BYTES).getInt();
        if (mark != ACCEPTED) {
            throw new IOException("the kernel did not accept the answer to its coredump request: mark " + mark);
        }
    }

    /** Has the kernel make no core. */
    static void refuse(Descriptor connection, DescriptorReader reader) throws IOException {
        answer(connection, reader, REJECT);
    }

    private static void answer(Descriptor connection, DescriptorReader reader, long answer) throws IOException {
        var request = exactly(reader, REQUEST_BYTES);
        int size = request.getInt();
        request.getInt(); // size_ack: the largest answer that it understands; ours is the first ever
        long offered = request.getLong();
        if (size < REQUEST_BYTES || size > LARGEST_REQUEST || (offered & answer) != answer) {
            throw new IOException("a coredump request of %d bytes that offers %#x".formatted(size, offered));
        }
        exactly(reader, size - REQUEST_BYTES);
        var bytes = ByteBuffer.allocate(REQUEST_BYTES).order(ByteOrder.nativeOrder());
        connection.write(bytes.putInt(REQUEST_BYTES).putInt(0).putLong(answer).array());
    }

    private static ByteBuffer exactly(DescriptorReader reader, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
        while (bytes.hasRemaining()) {
            var next = reader.next(bytes.remaining());
            if (!next.hasRemaining()) {
                throw new IOException("the connection ended within the handshake");
            }
            bytes.put(next);
        }
        return bytes.flip();
    }
}
