package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Pieces of a file, little endian, as many bytes as are there. */
final class FileBytes {

    private FileBytes() {}

    static ByteBuffer read(FileChannel file, long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        long at = offset;
        while (at >= 0 && buffer.hasRemaining()) {
            int read = file.read(buffer, at);
            at = read < 0 ? -1 : at + read;
        }
        return buffer.flip();
    }
}
