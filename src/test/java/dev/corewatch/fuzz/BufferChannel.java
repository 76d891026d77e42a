package dev.corewatch.fuzz;

import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file for reading that is in memory, of which anything can be changed at once; knows how much was read of it. */
public final class BufferChannel extends FileChannel {

    private final ByteBuffer bytes;
    private long position;
    private long read;
    private long calls;

    /** @param bytes up to its limit */
    public BufferChannel(ByteBuffer bytes) {
        this.bytes = bytes.duplicate();
    }

    /** Bytes that were read so far. */
    public long bytesRead() {
        return read;
    }

    /** How often something was asked of it. */
    public long calls() {
        return calls;
    }

    @Override
    public int read(ByteBuffer into) {
        int count = read(into, position);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int read(ByteBuffer into, long from) {
        calls++;
        if (from < 0) {
            throw new IllegalArgumentException("negative position " + from);
        }
        if (from >= bytes.limit()) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), bytes.limit() - from);
        into.put(into.position(), bytes, (int) from, count).position(into.position() + count);
        read += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) {
        calls++;
        if (newPosition < 0) {
            throw new IllegalArgumentException("negative position " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long at) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void force(boolean metaData) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long from, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long from, long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long from, long size, boolean shared) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void implCloseChannel() {}
}
