package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the file system of the temporary directory. */
final class SparseCopyIT {

    private static final long MB = 1 << 20;

    @TempDir
    Path directory;

    @Test
    void copiesAFileWithHolesToOneWithHoles() throws IOException {
        var source = sparseFile();
        try (var open = SafeOpen.regularFile(source);
                var out = create("copy")) {
            var writer = SparseCopy.copy(open, out, Long.MAX_VALUE);
            assertThat(writer.position()).isEqualTo(64 * MB + 1);
            assertThat(writer.written()).isEqualTo(2 * SparseWriter.BLOCK);
        }
        assertThat(Files.mismatch(source, directory.resolve("copy"))).isEqualTo(-1);
    }

    @Test
    void stopsAtItsLimit() throws IOException {
        try (var open = SafeOpen.regularFile(sparseFile());
                var out = create("copy")) {
            assertThat(SparseCopy.copy(open, out, 5 * MB).position()).isEqualTo(5 * MB);
            assertThat(out.size()).isEqualTo(5 * MB);
        }
    }

    @Test
    void findsDataAndHoles() throws IOException {
        try (var open = SafeOpen.regularFile(sparseFile())) {
            assertThat(Holes.nextData(open, 0)).isEqualTo(MB);
            assertThat(Holes.nextHole(open, MB)).isEqualTo(MB + 4096);
            assertThat(Holes.nextData(open, 40 * MB)).isEqualTo(64 * MB);
            assertThat(Holes.nextData(open, 65 * MB)).isEqualTo(-1);
        }
    }

    private FileChannel create(String name) throws IOException {
        return FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private Path sparseFile() throws IOException {
        try (var out = FileChannel.open(
                directory.resolve("sparse"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            byte[] block = new byte[4096];
            block[7] = 1;
            out.write(ByteBuffer.wrap(block), MB);
            out.write(ByteBuffer.wrap(block), 32 * MB);
            out.write(ByteBuffer.allocate(1), 64 * MB);
        }
        return directory.resolve("sparse");
    }
}
