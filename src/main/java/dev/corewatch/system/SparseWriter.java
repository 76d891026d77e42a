package dev.corewatch.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes a stream into a new file so that whole blocks of zeros become holes: pages that a process never touched cost neither
 * disk nor time. Blocks are {@value #BLOCK} bytes, aligned in the file. The bytes read back are the bytes written.
 */
public final class SparseWriter {

    static final int BLOCK = 4096;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK).asReadOnlyBuffer();

    private final FileChannel out;
    private long position;
    private long written;

    /** Onto an empty file. */
    public SparseWriter(FileChannel out) {
        this.out = out;
    }

    /** All of the buffer. */
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int length = stretch(bytes);
            if (isZero(bytes, length)) {
                bytes.position(bytes.position() + length);
            } else {
                writeFully(bytes.slice(bytes.position(), length));
                bytes.position(bytes.position() + length);
                written += length;
            }
            position += length;
        }
    }

    /** As if that many zeros had been written. */
    public void skip(long bytes) {
        position += bytes;
    }

    /** Gives the file its full size when it ends in a hole. */
    public void finish() throws IOException {
        if (out.size() < position) {
            out.write(ByteBuffer.allocate(1), position - 1);
        }
    }

    /** Bytes so far, holes included. */
    public long position() {
        return position;
    }

    /** Bytes that took disk space. */
    public long written() {
        return written;
    }

    /** The rest of the block we are in, or as many blocks alike (all zero, or all not) as lie ahead in the buffer. */
    private int stretch(ByteBuffer bytes) {
        int length = (int) Math.min(bytes.remaining(), BLOCK - position % BLOCK);
        boolean zero = isZero(bytes, length);
        while (length < bytes.remaining()) {
            int next = Math.min(BLOCK, bytes.remaining() - length);
            if (isZero(bytes.slice(bytes.position() + length, next), next) != zero) {
                return length;
            }
            length += next;
        }
        return length;
    }

    private static boolean isZero(ByteBuffer bytes, int length) {
        for (int done = 0; done < length; done += BLOCK) {
            int at = bytes.position() + done;
            int part = Math.min(BLOCK, length - done);
            boolean begins = part < Long.BYTES || bytes.getLong(at) == 0; // most blocks that aren't zero say so at once
            if (!begins || bytes.slice(at, part).mismatch(ZEROS.slice(0, part)) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void writeFully(ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += out.write(bytes, at);
        }
    }
}
