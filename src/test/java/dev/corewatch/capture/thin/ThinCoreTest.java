package dev.corewatch.capture.thin;

import static dev.corewatch.capture.elf.SyntheticCore.elfPage;
import static dev.corewatch.capture.elf.SyntheticCore.segfault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.elf.CoreHeaders;
import dev.corewatch.capture.elf.CoreMemory;
import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.MemorySource;
import dev.corewatch.capture.elf.Segment;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory made by hand: thread 7 of {@link SyntheticCore#segfault} has its stack pointer at 0x7ffe0000. */
final class ThinCoreTest {

    private static final int READ = 4;
    private static final int WRITE = 6;
    private static final int EXECUTE = 5;
    private static final long STACK = 0x7ffe0000L;
    private static final long HEAP = 0x20000000L;
    private static final int PAGE = 4096;
    private static final long BUDGET = 1 << 20;

    @TempDir
    Path dir;

    @Test
    void keepsAStackFromItsRedZoneOn() throws Exception {
        var stack = filled(16 * PAGE);
        var thin = thin(unreached(segfault().memory(STACK - 8 * PAGE, stack, stack.length, READ), STACK - 8 * PAGE));

        assertThat(thin.has(STACK - PAGE)).as("red zone").isTrue();
        assertThat(thin.has(STACK + 7 * PAGE)).as("the stack's end").isTrue();
        assertThat(thin.has(STACK - 2 * PAGE)).as("what is no stack any more").isFalse();
        assertThat(thin.at(STACK, 8 * PAGE)).isEqualTo(Arrays.copyOfRange(stack, 8 * PAGE, 16 * PAGE));
    }

    @Test
    void isCutWhenTheProcessWasKilledMeanwhile() throws Exception {
        var core = segfault().memory(STACK, filled(4 * PAGE), 4 * PAGE, READ).build();
        var preamble = CorePreamble.read(channel(core));
        var before = new CoreMemory(channel(core), preamble.headers());
        var killed = new MemorySource() {

            @Override
            public void read(long address, ByteBuffer into) throws IOException {
                before.read(address, into);
            }

            @Override
            public boolean isGone() {
                return true;
            }
        };

        try (var file = FileChannel.open(thin(preamble, killed, BUDGET).file())) {
            assertThat(CoreReader.read(file).facts().complete()).isFalse();
        }
    }

    @Test
    void keepsTheInnermostPartOfAStackThatRanOut() throws Exception {
        var stack = filled(600 * PAGE);
        var thin = thin(segfault().memory(STACK + 2 * PAGE, stack, stack.length, WRITE), 16 * BUDGET);

        assertThat(thin.has(STACK + 2 * PAGE)).isTrue();
        assertThat(thin.has(STACK + 100 * PAGE)).isTrue();
        assertThat(thin.has(STACK + 500 * PAGE)).isFalse();
    }

    @Test
    void followsPointersFromTheStackOverTheHeap() throws Exception {
        var heap = filled(100 * PAGE);
        put(heap, 10 * PAGE + 8, HEAP + 50 * PAGE + 16);
        put(heap, 50 * PAGE + 16, HEAP + 90 * PAGE);
        var thin = thin(segfault()
                .memory(STACK, words(PAGE, HEAP + 10 * PAGE), PAGE, WRITE)
                .memory(HEAP, heap, heap.length, WRITE));

        assertThat(thin.has(HEAP + 10 * PAGE)).isTrue();
        assertThat(thin.has(HEAP + 50 * PAGE)).isTrue();
        assertThat(thin.has(HEAP + 90 * PAGE)).isTrue();
        assertThat(thin.has(HEAP + 30 * PAGE)).as("what nothing points to").isFalse();
        assertThat(thin.at(HEAP + 50 * PAGE, PAGE)).isEqualTo(Arrays.copyOfRange(heap, 50 * PAGE, 51 * PAGE));
    }

    @Test
    void ignoresTheTagsOfPointersAndKeepsWhereAThreadsOwnDataAre() throws Exception {
        long tagged = 0x5a00000000000000L | (HEAP + 5 * PAGE);
        var tls = words(16, HEAP + 20 * PAGE);
        var thin = thin(new SyntheticCore()
                .machine(183)
                .thread(7, 0x401000, STACK)
                .note("LINUX", 0x401, tls)
                .memory(STACK, words(PAGE, tagged), PAGE, WRITE)
                .memory(HEAP, filled(30 * PAGE), 30 * PAGE, WRITE));

        assertThat(thin.has(HEAP + 5 * PAGE)).isTrue();
        assertThat(thin.has(HEAP + 20 * PAGE)).isTrue();
        assertThat(thin.has(HEAP + 10 * PAGE)).isFalse();
    }

    @Test
    void endsWherePointersGoInCircles() throws Exception {
        var heap = words(PAGE, HEAP, HEAP + 8, STACK);
        var thin = thin(
                segfault().memory(STACK, words(PAGE, HEAP, STACK), PAGE, WRITE).memory(HEAP, heap, PAGE, WRITE));

        assertThat(thin.at(HEAP, PAGE)).isEqualTo(heap);
    }

    @Test
    void listsEverySegmentWhetherKeptOrLeftOut() throws Exception {
        var core = segfault()
                .memory(HEAP, filled(8 * PAGE), 8 * PAGE, WRITE)
                .memory(0x10000000L, filled(PAGE), 3 * PAGE, READ)
                .memory(STACK - PAGE, filled(4 * PAGE), 4 * PAGE, WRITE)
                .memory(0xffffffffff600000L, filled(PAGE), PAGE, EXECUTE);
        var thin = thin(core);

        var loads = thin.headers().segments().stream().filter(Segment::isLoad).toList();
        assertThat(loads).extracting(Segment::address).contains(HEAP, 0x10000000L, STACK - PAGE, 0xffffffffff600000L);
        assertThat(loads.stream().mapToLong(Segment::memoryBytes).sum()).isEqualTo(16L * PAGE);
        assertThat(loads).allMatch(s -> s.fileBytes() == 0 || s.fileBytes() == s.memoryBytes());
        assertThat(loads).allMatch(s -> s.offset() % PAGE == 0);
        assertThat(loads).filteredOn(s -> s.address() == HEAP).allMatch(s -> s.fileBytes() == 0);
    }

    @Test
    void bearsItsMarkAndTheKernelsNotes() throws Exception {
        var core = segfault().note("LINUX", 0x202, filled(100)).memory(STACK, filled(PAGE), PAGE, WRITE);
        var thin = thin(core);

        assertThat(thin.headers().facts(thin.bytes()).thin()).isTrue();
        assertThat(thin.headers().facts(thin.bytes()).complete()).isTrue();
        assertThat(thin.headers().process().pid()).isEqualTo(7);
        assertThat(notes(thin.file())).endsWith(notes(write(core.build())));
        assertThat(thin.headers().segments()).filteredOn(Segment::isNote).hasSize(1);
    }

    @Test
    void keepsItsMarkApartFromNotesThatEndInAStub() throws Exception {
        byte[] core = segfault().memory(STACK, filled(PAGE), PAGE, WRITE).build();
        var bytes = ByteBuffer.wrap(core).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(64 + 32, bytes.getLong(64 + 32) + 7);

        assertThat(thin(core, BUDGET).image().facts().thin()).isTrue();
    }

    @Test
    void keepsFirstPagesAndWhatModulesWriteTo() throws Exception {
        var data = new Segment(Segment.LOAD, WRITE, PAGE, 2 * PAGE, 100, 3 * PAGE, PAGE);
        var page = elfPage(new byte[20], data);
        var thin = thin(segfault()
                .program(0x400000)
                .file(0x400000, 0x401000, 0, "/usr/sbin/haproxy")
                .memory(STACK, filled(PAGE), PAGE, WRITE)
                .memory(0x400000, page, PAGE, READ)
                .memory(0x401000, filled(PAGE), PAGE, EXECUTE)
                .memory(0x402000, filled(PAGE), PAGE, WRITE)
                .memory(0x403000, filled(2 * PAGE), 2 * PAGE, WRITE)
                .memory(0x500000, filled(PAGE), PAGE, WRITE));

        assertThat(thin.at(0x400000, PAGE)).isEqualTo(page);
        assertThat(thin.has(0x401000)).as("the code at the crash").isTrue();
        assertThat(thin.has(0x402000)).as(".data").isTrue();
        assertThat(thin.has(0x404000)).as(".bss").isTrue();
        assertThat(thin.has(0x500000)).as("the heap").isFalse();
        assertThat(thin.image().modules()).hasSize(1).allMatch(m -> m.buildId() != null);
    }

    @Test
    void walksTheLinkersListAndEndsWhereItLoops() throws Exception {
        var dynamic = new Segment(Segment.DYNAMIC, WRITE, PAGE, PAGE, 64, 64, 8);
        var list = filled(20 * PAGE);
        put(list, 8, HEAP + 4 * PAGE); // r_map
        node(list, 4 * PAGE, HEAP + 10 * PAGE, HEAP + 8 * PAGE);
        node(list, 8 * PAGE, HEAP + 14 * PAGE, HEAP + 4 * PAGE);
        var thin = thin(unreached(
                segfault()
                        .program(0x400000)
                        .file(0x400000, 0x401000, 0, "/usr/sbin/haproxy")
                        .memory(0x400000, elfPage(new byte[20], dynamic), PAGE, READ)
                        .memory(0x401000, words(PAGE, 4, 0, 21, HEAP), PAGE, READ)
                        .memory(HEAP, list, list.length, READ),
                HEAP));

        for (int page : new int[] {0, 4, 8, 10, 14}) {
            assertThat(thin.has(HEAP + (long) page * PAGE)).as("page " + page).isTrue();
        }
        assertThat(thin.has(HEAP + 2 * PAGE)).isFalse();
    }

    /** No pointer leads to what a file backs and nobody writes to. */
    private static SyntheticCore unreached(SyntheticCore core, long start) {
        return core.file(start, start + PAGE, 1, "/some/file");
    }

    private static void node(byte[] memory, int at, long name, long next) {
        put(memory, at + 8, name);
        put(memory, at + 24, next);
    }

    @Test
    void staysWithinItsBudgetAndTakesWhatTheCrashedThreadReachesFirst() throws Exception {
        var heap = filled(1000 * PAGE);
        for (int i = 0; i < 200; i++) {
            put(heap, 100 * PAGE + i * 8, HEAP + (200L + i) * PAGE);
        }
        put(heap, 900 * PAGE, HEAP + 950 * PAGE);
        var thin = thin(
                segfault()
                        .thread(8, 0x401000, STACK + 10 * PAGE)
                        .memory(STACK, words(PAGE, HEAP + 900 * PAGE), PAGE, WRITE)
                        .memory(STACK + 10 * PAGE, words(PAGE, HEAP + 100 * PAGE), PAGE, WRITE)
                        .memory(HEAP, heap, heap.length, WRITE),
                40 * PAGE);

        assertThat(thin.has(HEAP + 950 * PAGE)).isTrue();
        assertThat(thin.kept()).isBetween(20L * PAGE, 40L * PAGE);
    }

    @Test
    void pagesOfZerosTakeNoRoom() throws Exception {
        var stack = new byte[64 * PAGE];
        put(stack, 63 * PAGE, HEAP);
        var thin = thin(
                segfault().memory(STACK, stack, stack.length, WRITE).memory(HEAP, filled(PAGE), PAGE, WRITE),
                80 * PAGE);

        assertThat(thin.has(STACK + 30 * PAGE)).isTrue();
        assertThat(thin.has(HEAP)).isTrue();
        assertThat(Files.readAllBytes(thin.file()).length).isGreaterThan(65 * PAGE);
    }

    @Test
    void leavesOutWhatCantBeRead() throws Exception {
        var core = segfault().memory(STACK, filled(8 * PAGE), 8 * PAGE, WRITE).build();
        var preamble = CorePreamble.read(channel(core));
        var memory = new CoreMemory(channel(core), preamble.headers());
        var thin = thin(preamble, holed(memory, STACK + 2 * PAGE), BUDGET);

        assertThat(thin.has(STACK + PAGE)).isTrue();
        assertThat(thin.has(STACK + 2 * PAGE)).isFalse();
        assertThat(thin.has(STACK + 3 * PAGE)).isTrue();
        assertThat(thin.at(STACK + 3 * PAGE, PAGE)).isEqualTo(filled(PAGE));
    }

    /** One page isn't there. */
    private static MemorySource holed(MemorySource memory, long page) {
        return (address, into) -> {
            int limit = into.limit();
            if (address < page) {
                into.limit((int) Math.min(limit, into.position() + page - address));
            }
            if (address < page || address >= page + PAGE) {
                memory.read(address, into);
            }
            into.limit(limit);
        };
    }

    @Test
    void countsMoreThan65534ProgramHeadersAsTheKernelDoes() throws Exception {
        var core = segfault();
        for (int i = 0; i < 70_000; i++) {
            core.memory(0x40000000L + i * 2L * PAGE, new byte[0], PAGE, WRITE);
        }
        byte[] bytes =
                core.memory(STACK + 0x100000000L, filled(PAGE), PAGE, WRITE).build();
        bytes[SyntheticCore.COUNT] = bytes[SyntheticCore.COUNT + 1] = (byte) 0xFF;
        var thin = thin(bytes, BUDGET);

        assertThat(thin.headers().segments()).hasSize(70_002);
        assertThat(thin.headers().facts(thin.bytes()).complete()).isTrue();
        var raw = ByteBuffer.wrap(Files.readAllBytes(thin.file())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(raw.getInt((int) raw.getLong(40) + 44)).as("sh_info").isEqualTo(70_002);
    }

    @Test
    void writesACutBeginningAsItIs() throws Exception {
        byte[] cut = Arrays.copyOf(
                segfault().memory(STACK, filled(PAGE), PAGE, WRITE).build(), 300);
        var thin = thin(cut, BUDGET);

        assertThat(Files.readAllBytes(thin.file())).isEqualTo(cut);
        assertThat(thin.headers().facts(thin.bytes()).complete()).isFalse();
    }

    private record Thin(Path file, CoreHeaders headers, long bytes) {

        byte[] at(long address, int length) throws IOException {
            try (var channel = FileChannel.open(file)) {
                return new CoreMemory(channel, headers).bytes(address, length).array();
            }
        }

        boolean has(long address) throws IOException {
            try (var channel = FileChannel.open(file)) {
                return new CoreMemory(channel, headers).bytes(address, 1).hasRemaining();
            }
        }

        long kept() {
            return headers.segments().stream()
                    .filter(Segment::isLoad)
                    .mapToLong(Segment::fileBytes)
                    .sum();
        }

        dev.corewatch.crash.CoreImage image() throws Exception {
            try (var channel = FileChannel.open(file)) {
                return CoreReader.read(channel);
            }
        }
    }

    private Thin thin(SyntheticCore core) throws Exception {
        return thin(core.build(), BUDGET);
    }

    private Thin thin(SyntheticCore core, long budget) throws Exception {
        return thin(core.build(), budget);
    }

    private Thin thin(byte[] core, long budget) throws Exception {
        var preamble = CorePreamble.read(channel(core));
        return thin(preamble, new CoreMemory(channel(core), preamble.headers()), budget);
    }

    private Thin thin(CorePreamble preamble, MemorySource memory, long budget) throws Exception {
        var file = dir.resolve("thin");
        try (var out = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long bytes = ThinCore.write(preamble, memory, budget, out);
            assertThat(out.size()).isEqualTo(bytes);
            return new Thin(file, CoreReader.readHeaders(out.position(0)), bytes);
        }
    }

    private static BufferChannel channel(byte[] core) {
        return new BufferChannel(ByteBuffer.wrap(core));
    }

    private Path write(byte[] core) throws IOException {
        return Files.write(dir.resolve("full"), core);
    }

    /** The bytes of the core's notes. */
    private static byte[] notes(Path core) throws Exception {
        try (var channel = FileChannel.open(core)) {
            var notes = CoreReader.readHeaders(channel).segments().getFirst();
            return Arrays.copyOfRange(Files.readAllBytes(core), (int) notes.offset(), (int) notes.fileEnd());
        }
    }

    /** Bytes that are no pointers. */
    private static byte[] filled(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    private static byte[] words(int length, long... words) {
        var bytes = new byte[length];
        for (int i = 0; i < words.length; i++) {
            put(bytes, i * 8, words[i]);
        }
        return bytes;
    }

    private static void put(byte[] bytes, int at, long word) {
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, word);
    }
}
