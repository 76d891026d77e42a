package dev.corewatch.capture.elf;

import static dev.corewatch.capture.elf.SyntheticCore.elfPage;
import static dev.corewatch.capture.elf.SyntheticCore.segfault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.capture.elf.ElfFormatException.Reason;
import dev.corewatch.crash.CoreImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that somebody made to mislead or to stop the reader. */
final class HostileCoreTest {

    private static final int NOTES = ElfHeader.SIZE;
    private static final int FIRST_NOTE = ElfHeader.SIZE + Segment.SIZE;

    @TempDir
    Path directory;

    @Test
    void saysWhatTheFileIsInstead() throws IOException {
        refuses(new byte[0], Reason.EMPTY, "empty");
        refuses(new byte[] {'#', '!', '/', 'b', 'i', 'n'}, Reason.NOT_ELF, "not an ELF file");
        refuses(elfPage(new byte[20]), Reason.NOT_A_CORE, "an ELF shared library");
        refuses(Arrays.copyOf(segfault().build(), 40), Reason.CUT_HEADER, "ends after 40 bytes");
        refuses(segfault().machine(40).build(), Reason.UNSUPPORTED, "machine 40");
        byte[] bits32 = segfault().build();
        bits32[4] = 1;
        refuses(bits32, Reason.UNSUPPORTED, "32-bit");
    }

    @Test
    void refusesProgramHeadersThatOverflow() throws IOException {
        for (int field : new int[] {8, 32}) {
            refuses(with(segfault().build(), NOTES + field, Long.MAX_VALUE - 10), Reason.HOSTILE, "overflow");
        }
        for (int field : new int[] {8, 32, 40}) {
            refuses(with(segfault().build(), NOTES + field, -1), Reason.HOSTILE, "overflow");
        }
    }

    @Test
    void refusesManyProgramHeadersThatAreNotThere() throws IOException {
        byte[] core = segfault().build();
        core[SyntheticCore.COUNT] = core[SyntheticCore.COUNT + 1] = (byte) 0xFF;
        refuses(core, Reason.HOSTILE, "65,535");
        refuses(with(core, NOTES + 8, 64 + 300_000L * Segment.SIZE), Reason.HOSTILE, "300000 program headers");
    }

    @Test
    void refusesProgramHeadersInsideTheHeader() throws IOException {
        refuses(with(segfault().build(), 32, 8), Reason.HOSTILE, "place");
        refuses(with(segfault().build(), 32, -8), Reason.HOSTILE, "place");
    }

    @Test
    void takesProgramHeadersBehindTheEndForACutCore() throws Exception {
        var facts = read(with(segfault().build(), 32, Long.MAX_VALUE)).facts();
        assertThat(facts.complete()).isFalse();
        assertThat(facts.reason()).contains("program headers");
    }

    @Test
    void refusesNotesThatPromiseMoreThanTheirSegment() throws IOException {
        for (int field : new int[] {0, 4}) {
            byte[] core = segfault().build();
            new Struct(core).u32(FIRST_NOTE + field, -1);
            refuses(core, Reason.HOSTILE, "a note that promises");
        }
    }

    @Test
    void refusesNotesOfGigabytes() throws IOException {
        byte[] core = segfault().build();
        refuses(with(core, NOTES + 32, 1L << 40), Reason.HOSTILE, "bytes of notes");
    }

    @Test
    void refusesAListOfFilesThatLies() throws IOException {
        for (long count : new long[] {-1, Long.MAX_VALUE, 1 << 30, 100}) {
            byte[] note = new Struct(64).u64(0, count).bytes();
            refuses(new SyntheticCore().note("CORE", Note.FILE, note).build(), Reason.HOSTILE, "NT_FILE");
        }
    }

    @Test
    void refusesAListOfFilesThatEndsInsideItsLastEntry() throws IOException {
        byte[] note = new Struct(61).u64(0, 2).bytes();
        refuses(new SyntheticCore().note("CORE", Note.FILE, note).build(), Reason.HOSTILE, "NT_FILE");
    }

    @Test
    void refusesManyPiecesOfNotesThatAreGigabytesTogether() throws IOException {
        byte[] core = segfault()
                .memory(0x1000, new byte[0], 0, 4)
                .memory(0x2000, new byte[0], 0, 4)
                .build();
        for (int i = 0; i < 3; i++) {
            int header = NOTES + i * Segment.SIZE;
            new Struct(core).u32(header, Segment.NOTE).u64(header + 32, 30L << 20);
        }
        refuses(core, Reason.HOSTILE, "bytes of notes");
    }

    @Test
    void survivesAListOfFilesWithoutNames() throws Exception {
        byte[] note = new Struct(64).u64(0, 2).bytes();
        assertThat(read(new SyntheticCore().note("CORE", Note.FILE, note).build())
                        .modules())
                .isEmpty();
    }

    @Test
    void survivesAModuleWhoseHeadersPointAnywhere() throws Exception {
        for (long anywhere : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 4090}) {
            byte[] page = with(elfPage(new byte[20]), 32, anywhere);
            var core = segfault().file(0x400000, 0x401000, 0, "/x").memory(0x400000, page, 4096, 5);
            assertThat(read(core.build()).modules().getFirst().buildId()).isNull();
        }
    }

    @Test
    void readsOnlyTheFirstPiecesOfNotesOfAModule() throws Exception {
        assertThat(buildIdOfAModuleWithPieces(16)).isNotNull();
        assertThat(buildIdOfAModuleWithPieces(17)).isNull();
    }

    /** Of that many pieces the last one has the build-id. */
    private @Nullable String buildIdOfAModuleWithPieces(int pieces) throws Exception {
        byte[] original = elfPage(new byte[20]);
        var note = Arrays.copyOfRange(original, FIRST_NOTE, FIRST_NOTE + Segment.SIZE);
        var page = new Struct(original.clone()).u16(SyntheticCore.COUNT, 1 + pieces);
        page.put(3000, Arrays.copyOfRange(original, 512, 600));
        for (int i = 1; i <= pieces; i++) {
            var piece = new Struct(note.clone()).u64(16, i == pieces ? 3000 : 3500);
            page.put(ElfHeader.SIZE + i * Segment.SIZE, piece.bytes());
        }
        var core = segfault().file(0x400000, 0x401000, 0, "/x").memory(0x400000, page.bytes(), 4096, 5);
        return read(core.build()).modules().getFirst().buildId();
    }

    @Test
    void neverFailsButByRefusing() throws Exception {
        var random = new Random(42);
        byte[] core = segfault()
                .file(0x400000, 0x401000, 0, "/x")
                .memory(0x400000, elfPage(new byte[20]), 4096, 5)
                .build();
        int read = 0;
        for (int i = 0; i < 1500; i++) {
            read += survives(mutated(core, random)) ? 1 : 0;
        }
        assertThat(read).isBetween(150, 1499);
    }

    private boolean survives(byte[] core) throws IOException {
        try {
            return read(core).facts().bytes() == core.length;
        } catch (NotACoreException e) {
            return false;
        }
    }

    private static byte[] mutated(byte[] core, Random random) {
        byte[] copy = core.clone();
        for (int i = 0; i < 4; i++) {
            int end = random.nextBoolean() ? 900 : copy.length;
            copy[random.nextInt(end)] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
        }
        return copy;
    }

    private static byte[] with(byte[] bytes, int offset, long value) {
        return new Struct(bytes.clone()).u64(offset, value).bytes();
    }

    private void refuses(byte[] bytes, Reason reason, String words) {
        assertThatThrownBy(() -> read(bytes))
                .isInstanceOfSatisfying(
                        NotACoreException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(words);
    }

    private CoreImage read(byte[] core) throws IOException, NotACoreException {
        try (var channel = FileChannel.open(Files.write(directory.resolve("core"), core))) {
            return CoreReader.read(channel);
        }
    }
}
