package dev.corewatch.store;

import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Size and SHA-256 of a content, computed while it streams by. */
record Digest(long bytes, String sha256) {

    private static final int BUFFER = 1 << 17;

    /** Of a file. */
    static Digest of(Path file) throws IOException {
        try (var in = open(file)) {
            return stream(in, null);
        }
    }

    /** Of a file, while it is copied to a new, private and durable one. */
    static Digest copy(Path file, Path target) throws IOException {
        try (var in = open(file);
                var out = DurableFiles.create(target)) {
            var digest = stream(in, out);
            out.force(true);
            return digest;
        }
    }

    Stored stored(Path file) {
        return new Stored(file.toUri(), bytes, sha256);
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private static Digest stream(FileChannel in, @Nullable WritableByteChannel out) throws IOException {
        var sha256 = digest();
        var buffer = ByteBuffer.allocate(BUFFER);
        long bytes = 0;
        while (in.read(buffer) >= 0) {
            bytes += buffer.flip().remaining();
            sha256.update(buffer.duplicate());
            while (out != null && buffer.hasRemaining()) {
                out.write(buffer);
            }
            buffer.clear();
        }
        return new Digest(bytes, HexFormat.of().formatHex(sha256.digest()));
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
