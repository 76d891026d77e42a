package dev.corewatch.capture.thin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Pieces of a file. */
final class FileBytes {

    private FileBytes() {}

    /** Writes the whole buffer; the offset behind it. */
    static long write(FileChannel out, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += out.write(bytes, at);
        }
        return at;
    }
}
