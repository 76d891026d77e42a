package dev.corewatch.capture.taking;

import static dev.corewatch.capture.elf.SyntheticCore.segfault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.capture.elf.CoreMemory;
import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.SyntheticCore;
import dev.corewatch.fuzz.BufferChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cores made by hand, written anew out of their own memory. */
final class WholeCoreTest {

    private static final int PAGE = 4096;
    private static final int PIECE = 64 * PAGE;
    private static final long HEAP = 0x20000000L;
    private static final int SECTIONS = 40; // e_shoff
    private static final int SECTION_BYTES = 64;

    @TempDir
    Path dir;

    @Test
    void isTheCoreThatTheHeadersPromise() throws Exception {
        var core = segfault()
                .memory(HEAP, filled(3 * PIECE + PAGE), 3 * PIECE + PAGE, 6)
                .memory(0x40000000L, new byte[0], PAGE, 4)
                .memory(0x50000000L, new byte[5 * PAGE], 5 * PAGE, 6)
                .build();

        assertThat(whole(core, -1, () -> true)).isEqualTo(core);
    }

    @Test
    void hasZerosWhereMemoryCannotBeRead() throws Exception {
        var core = segfault().memory(HEAP, filled(4 * PAGE), 4 * PAGE, 6).build();
        var expected = core.clone();
        int begin = core.length - 4 * PAGE;
        Arrays.fill(expected, begin + PAGE, begin + 2 * PAGE, (byte) 0);

        assertThat(whole(core, HEAP + PAGE, () -> true)).isEqualTo(expected);
    }

    @Test
    void endsBeforeWhatWasReadOfAProcessThatWasGone() throws Exception {
        var core = segfault().memory(HEAP, filled(3 * PIECE), 3 * PIECE, 6).build();
        var asked = new AtomicInteger();
        var cut = whole(core, -1, () -> asked.incrementAndGet() < 3);

        assertThat(cut).isEqualTo(Arrays.copyOf(core, core.length - PIECE));
        var facts = CoreReader.readHeaders(channel(cut)).facts(cut.length);
        assertThat(facts.missingBytes()).isEqualTo(PIECE);
    }

    @Test
    void countsMoreThan65534ProgramHeadersWhereTheKernelDoes() throws Exception {
        var many = segfault();
        for (int i = 0; i < 70_000; i++) {
            many.memory(0x40000000L + i * 2L * PAGE, new byte[0], PAGE, 6);
        }
        var built = many.memory(HEAP, filled(PAGE), PAGE, 6).build();
        var core = ByteBuffer.wrap(Arrays.copyOf(built, built.length + SECTION_BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(SyntheticCore.COUNT, (short) -1)
                .putLong(SECTIONS, built.length)
                .putLong(built.length + 32, 1)
                .putInt(built.length + 44, 70_002);

        assertThat(whole(core.array(), -1, () -> true)).isEqualTo(core.array());
    }

    @Test
    void refusesSegmentsThatLieOverEachOther() {
        var core = segfault()
                .memory(HEAP, filled(PAGE), PAGE, 6)
                .memory(2 * HEAP, filled(PAGE), PAGE, 6)
                .build();
        var bent = ByteBuffer.wrap(core).order(ByteOrder.LITTLE_ENDIAN);
        int second = 64 + 2 * 56 + 8;
        bent.putLong(second, bent.getLong(second) - 1);

        assertThatThrownBy(() -> whole(core, -1, () -> true)).isInstanceOf(IOException.class);
    }

    /** @param missing a page that can't be read */
    private byte[] whole(byte[] core, long missing, WholeCore.Progress progress) throws Exception {
        var preamble = CorePreamble.read(channel(core));
        var memory = new CoreMemory(channel(core), preamble.headers());
        var file = dir.resolve("whole");
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long bytes = WholeCore.write(
                    preamble,
                    (address, into) -> {
                        int limit = into.limit();
                        long before = missing - address;
                        into.limit((int) (before < 0 ? limit : Math.min(limit, into.position() + before)));
                        memory.read(address, into);
                        into.limit(limit);
                    },
                    out,
                    progress);
            assertThat(out.size()).isEqualTo(bytes);
        }
        return Files.readAllBytes(file);
    }

    private static BufferChannel channel(byte[] core) {
        return new BufferChannel(ByteBuffer.wrap(core));
    }

    private static byte[] filled(int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (i / 7 + i % 251 + 1);
        }
        return bytes;
    }
}
