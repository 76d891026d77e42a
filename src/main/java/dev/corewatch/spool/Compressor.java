package dev.corewatch.spool;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.corewatch.system.DurableFiles;
import dev.corewatch.system.SparseWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Cores as zstd (RFC 8878), level {@value #LEVEL}, streamed: a few megabytes of memory at any size. A compressed core counts only after it
 * was read back and gave the same number of bytes with the same CRC-32C.
 */
public final class Compressor {

    private static final int LEVEL = 3;
    private static final int BUFFER = 1 << 17;

    private Compressor() {}

    /** Leaves the target whole, verified and durable, or fails and leaves none. */
    static long compress(Path raw, Path target) throws IOException {
        var part = target.resolveSibling(target.getFileName() + ".part");
        try {
            var written = write(raw, part);
            var read = readBack(part);
            if (!written.equals(read)) {
                throw new IOException("%s read back as %s, not %s: the raw core stays".formatted(part, read, written));
            }
            DurableFiles.rename(part, target);
            return Files.size(target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes the core out again, sparse, onto an empty file; never more than it had. */
    public static void decompress(Path compressed, FileChannel to, long bytes) throws IOException {
        var writer = new SparseWriter(to);
        try (var in = decompressing(compressed)) {
            var buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (writer.position() + n > bytes) {
                    throw new IOException("%s holds more than the %d bytes it should".formatted(compressed, bytes));
                }
                writer.write(ByteBuffer.wrap(buffer, 0, n));
            }
        }
        writer.finish();
    }

    private record Checked(long bytes, long crc32c) {}

    private static Checked write(Path raw, Path part) throws IOException {
        try (var in = Files.newInputStream(raw)) {
            var checked = compress(in, part);
            DurableFiles.sync(part);
            return checked;
        }
    }

    private static Checked compress(InputStream in, Path part) throws IOException {
        try (var file = DurableFiles.create(part); // on a full disk zstd can't end its frame, and leaves the file open
                var zstd = new ZstdOutputStreamNoFinalizer(Channels.newOutputStream(file), LEVEL)) {
            return transfer(in, zstd.setChecksum(true));
        }
    }

    private static Checked readBack(Path part) throws IOException {
        try (var in = decompressing(part)) {
            return transfer(in, OutputStream.nullOutputStream());
        }
    }

    private static InputStream decompressing(Path compressed) throws IOException {
        return new ZstdInputStreamNoFinalizer(new BufferedInputStream(Files.newInputStream(compressed), BUFFER));
    }

    private static Checked transfer(InputStream in, OutputStream out) throws IOException {
        var crc = new CRC32C();
        var buffer = new byte[BUFFER];
        long bytes = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            crc.update(buffer, 0, n);
            out.write(buffer, 0, n);
            bytes += n;
        }
        return new Checked(bytes, crc.getValue());
    }
}
