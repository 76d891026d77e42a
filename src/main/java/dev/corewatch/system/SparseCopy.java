package dev.corewatch.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Copies a file that may be sparse: its holes are not even read, and zeros that were written out become holes. */
public final class SparseCopy {

    private static final int BUFFER = 256 * 1024;

    private SparseCopy() {}

    /**
     * Copies the first {@code limit} bytes, or all if it has fewer, onto an empty file.
     *
     * @return the writer, which knows how many bytes the copy has and how many took disk space
     */
    public static SparseWriter copy(OpenFile from, FileChannel to, long limit) throws IOException {
        var writer = new SparseWriter(to);
        long end = Math.min(limit, from.channel().size());
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        while (writer.position() < end) {
            long data = Holes.nextData(from, writer.position());
            writer.skip(Math.min(data < 0 ? end : data, end) - writer.position());
            long hole = writer.position() < end ? Holes.nextHole(from, writer.position()) : end;
            copyData(from.channel(), writer, Math.min(hole < 0 ? end : hole, end), buffer);
        }
        writer.finish();
        return writer;
    }

    private static void copyData(FileChannel from, SparseWriter writer, long end, ByteBuffer buffer)
            throws IOException {
        while (writer.position() < end) {
            buffer.clear().limit((int) Math.min(BUFFER, end - writer.position()));
            if (from.read(buffer, writer.position()) < 0) {
                throw new IOException("the file shrank to " + from.size() + " bytes while it was copied");
            }
            writer.write(buffer.flip());
        }
    }
}
