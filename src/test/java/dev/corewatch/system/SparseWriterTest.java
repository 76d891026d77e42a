package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparseWriterTest {

    @TempDir
    Path directory;

    @Test
    void writesBackWhatItWasGivenWhateverTheSizeOfThePieces() throws IOException {
        byte[] bytes = bytesWithZeroRuns(new Random(7));
        for (int piece : new int[] {1, 1000, 4096, 4097, 65536, bytes.length}) {
            var file = directory.resolve("copy" + piece);
            write(file, bytes, piece);
            assertThat(Files.readAllBytes(file)).as("pieces of %s bytes", piece).isEqualTo(bytes);
        }
    }

    @Test
    void leavesWholeBlocksOfZerosOut() throws IOException {
        byte[] bytes = new byte[100 * SparseWriter.BLOCK];
        bytes[10 * SparseWriter.BLOCK + 5] = 1;
        assertThat(write(directory.resolve("copy"), bytes, 20000)).isEqualTo(SparseWriter.BLOCK);
    }

    @Test
    void keepsTheSizeOfAFileThatEndsInZeros() throws IOException {
        var file = directory.resolve("copy");
        write(file, new byte[12345], 12345);
        assertThat(file).hasSize(12345);
    }

    private static long write(Path file, byte[] bytes, int piece) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var writer = new SparseWriter(channel);
            for (int at = 0; at < bytes.length; at += piece) {
                writer.write(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
            }
            writer.finish();
            assertThat(writer.position()).isEqualTo(bytes.length);
            return writer.written();
        }
    }

    private static byte[] bytesWithZeroRuns(Random random) {
        var buffer = ByteBuffer.allocate(300_001);
        while (buffer.hasRemaining()) {
            byte[] run = new byte[Math.min(buffer.remaining(), 1 + random.nextInt(20_000))];
            if (random.nextBoolean()) {
                random.nextBytes(run);
            }
            buffer.put(run);
        }
        return buffer.array();
    }
}
