package dev.corewatch.capture.log;

import dev.corewatch.system.OpenFile;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One file of a log, open: what happens to its name changes nothing. Offsets are those of the uncompressed text, in bytes. */
final class LogPart implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final OpenFile file;
    private final ReadableByteChannel text;
    private final boolean compressed;
    private final @Nullable Instant after;
    private long offset;

    /**
     * Where reading begins.
     *
     * @param after only lines from later than this are new; absent when all are
     */
    record Start(LogFile file, long offset, @Nullable Instant after) {}

    private LogPart(OpenFile file, ReadableByteChannel text, Start start) {
        this.file = file;
        this.text = text;
        this.compressed = start.file().isCompressed();
        this.after = start.after();
        this.offset = start.offset();
    }

    static LogPart open(Start start) throws IOException {
        var file = SafeOpen.regularFile(start.file().path());
        try {
            return new LogPart(file, text(file, start), start);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static ReadableByteChannel text(OpenFile file, Start start) throws IOException {
        if (!start.file().isCompressed()) {
            return file.channel().position(start.offset());
        }
        var in = new GZIPInputStream(Channels.newInputStream(file.channel()));
        in.skipNBytes(start.offset());
        return Channels.newChannel(in);
    }

    /** What comes next; nothing at the end, as it is now. */
    ByteBuffer next() throws IOException {
        if (!compressed && file.channel().size() <= offset) {
            return ByteBuffer.allocate(0);
        }
        var bytes = ByteBuffer.allocate(CHUNK);
        offset += Math.max(0, text.read(bytes));
        return bytes.flip();
    }

    boolean isNew(Instant time) {
        return after == null || time.isAfter(after);
    }

    /** Of the first byte that wasn't read. */
    long offset() {
        return offset;
    }

    long inode() {
        return file.facts().inode();
    }

    @Override
    public void close() throws IOException {
        text.close();
        file.close();
    }
}
