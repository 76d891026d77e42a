package dev.corewatch.capture.elf;

import static dev.corewatch.capture.elf.SyntheticCore.elfPage;
import static dev.corewatch.capture.elf.SyntheticCore.segfault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Signal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoreReaderTest {

    private static final int READ = 4;
    private static final int WRITE = 6;
    private static final int EXECUTE = 5;

    private static final String BUILD_ID = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    Path directory;

    @Test
    void readsSignalThreadsAndProcess() throws Exception {
        var core = read(segfault().thread(8, 0x402000, 0x7f1000).build());
        assertThat(core.signal()).isEqualTo(new Signal("SIGSEGV", 11, 1, "0x1234"));
        assertThat(core.threads())
                .containsExactly(new CoreThread(7, 0x401000, 0x7ffe0000), new CoreThread(8, 0x402000, 0x7f1000));
        assertThat(core.process()).isEqualTo(new CoreProcess(7, 99, 98, "haproxy", "haproxy -W -f x.cfg"));
    }

    @Test
    void readsTheRegistersOfArm() throws Exception {
        var core = read(new SyntheticCore()
                .machine(183)
                .thread(5, 0xaaaa0000L, 0xffff0000L)
                .build());
        assertThat(core.machine()).isEqualTo(183);
        assertThat(core.threads()).containsExactly(new CoreThread(5, 0xaaaa0000L, 0xffff0000L));
    }

    @Test
    void takesTheSignalFromTheThreadWhenThereIsNoSiginfo() throws Exception {
        var core = read(new SyntheticCore().thread(7, 1, 2).build());
        assertThat(core.signal()).isEqualTo(new Signal("SIGSEGV", 11, null, null));
    }

    @Test
    void knowsNoAddressOfASignalThatAProcessSentOrWhoseFaultHasNone() throws Exception {
        assertThat(read(new SyntheticCore().siginfo(11, 0, 0x1234).build()).signal())
                .isEqualTo(new Signal("SIGSEGV", 11, 0, null));
        assertThat(read(new SyntheticCore().siginfo(6, -6, 0x1234).build()).signal())
                .isEqualTo(new Signal("SIGABRT", 6, -6, null));
        assertThat(read(new SyntheticCore().siginfo(11, 0x80, 0).build()).signal())
                .isEqualTo(new Signal("SIGSEGV", 11, 128, null));
    }

    @Test
    void findsModulesWithTheirBuildIdsAndTheExecutable() throws Exception {
        var core = read(segfault()
                .entry(0x401040)
                .file(0x400000, 0x401000, 0, "/usr/sbin/haproxy")
                .file(0x401000, 0x402000, 1, "/usr/sbin/haproxy")
                .file(0x700000, 0x701000, 0, "/usr/lib/locale/C.utf8/LC_CTYPE")
                .file(0x800000, 0x801000, 0, "/lib/libz.so.1 (deleted)")
                .memory(0x400000, elfPage(HexFormat.of().parseHex(BUILD_ID)), 4096, READ)
                .memory(0x401000, new byte[0], 4096, EXECUTE)
                .memory(0x700000, new byte[4096], 4096, READ)
                .memory(0x800000, new byte[0], 4096, EXECUTE)
                .build());
        var haproxy = new Module("/usr/sbin/haproxy", BUILD_ID, "0x400000", "0x402000", Module.Match.MISSING, null);
        assertThat(core.modules())
                .containsExactly(
                        haproxy,
                        new Module("/lib/libz.so.1", null, "0x800000", "0x801000", Module.Match.MISSING, null));
        assertThat(core.executable()).isEqualTo(haproxy);
    }

    @Test
    void leavesOutMappedFilesThatAreNoPrograms() throws Exception {
        var core = read(segfault()
                .file(0x700000, 0x701000, 0, "/usr/lib/locale/locale-archive")
                .memory(0x700000, new byte[0], 4096, READ)
                .build());
        assertThat(core.modules()).isEmpty();
    }

    @Test
    void makesNamesHarmless() throws Exception {
        var core = read(segfault()
                .file(0x400000, 0x401000, 0, "/x\u001b[31m\n/\u00ff")
                .memory(0x400000, new byte[0], 4096, EXECUTE)
                .build());
        assertThat(core.modules().getFirst().path()).isEqualTo("/x\uFFFD[31m\uFFFD/\uFFFD");
    }

    @Test
    void saysHowMuchOfATruncatedCoreIsMissing() throws Exception {
        byte[] whole = segfault().memory(0x600000, new byte[8192], 8192, WRITE).build();
        var facts = read(Arrays.copyOf(whole, whole.length - 5000)).facts();
        assertThat(facts.complete()).isFalse();
        assertThat(facts.missingBytes()).isEqualTo(5000);
        assertThat(facts.reason()).contains(String.valueOf(whole.length));
        assertThat(read(whole).facts().complete()).isTrue();
        assertThat(read(whole).facts().missingBytes()).isZero();
    }

    @Test
    void givesWhatACoreHoldsWhereverItWasCut() throws Exception {
        byte[] whole = segfault().memory(0x600000, new byte[64], 64, WRITE).build();
        for (int length = ElfHeader.SIZE; length < whole.length; length++) {
            assertThat(read(Arrays.copyOf(whole, length)).facts().complete())
                    .as("cut at %s", length)
                    .isFalse();
        }
    }

    @Test
    void tellsAThinCoreByItsMark() throws Exception {
        var full =
                segfault().memory(0x600000, new byte[4096], 4096, WRITE).memory(0x700000, new byte[0], 1 << 20, WRITE);
        assertThat(read(full.build()).facts().thin()).isFalse();
        assertThat(read(full.note("another", Note.THIN, new byte[0]).build())
                        .facts()
                        .thin())
                .isFalse();
        assertThat(read(full.note("corewatch", Note.THIN, new byte[0]).build())
                        .facts()
                        .thin())
                .isTrue();
    }

    @Test
    void findsWhereThreadsKeepTheirOwnData() throws Exception {
        byte[] status = new Struct(336).u64(112 + 21 * 8, 0x7f00).bytes();
        var intel = new SyntheticCore().note("CORE", Note.PRSTATUS, status);
        assertThat(threadPointers(intel.build())).containsExactly(0x7f00L);
        byte[] tls = new Struct(16).u64(0, 0xffff1000L).bytes();
        var arm = new SyntheticCore()
                .machine(183)
                .thread(5, 1, 2)
                .note("LINUX", Note.ARM_TLS, tls)
                .thread(6, 3, 4);
        assertThat(threadPointers(arm.build())).containsExactly(0xffff1000L, 0L);
    }

    private static List<Long> threadPointers(byte[] core) throws Exception {
        return CoreReader.readHeaders(Channels.newChannel(new ByteArrayInputStream(core))).notes().registers().stream()
                .map(ThreadRegisters::threadPointer)
                .toList();
    }

    @Test
    void readsHeadersFromAPipeAsFromAFile() throws Exception {
        byte[] core = segfault().memory(0x600000, new byte[100], 100, WRITE).build();
        var headers = CoreReader.readHeaders(Channels.newChannel(new ByteArrayInputStream(core)));
        assertThat(headers.notes().process().pid()).isEqualTo(7);
        assertThat(headers.promisedBytes()).isEqualTo(core.length);
    }

    @Test
    void countsMoreThan65534ProgramHeadersByTheNotesBehindThem() throws Exception {
        var builder = segfault();
        for (int i = 0; i < 70_000; i++) {
            builder.memory(0x10000000L + i * 4096L, new byte[0], 4096, WRITE);
        }
        byte[] core = builder.memory(0x600000, new byte[10], 4096, WRITE).build();
        core[SyntheticCore.COUNT] = (byte) 0xFF;
        core[SyntheticCore.COUNT + 1] = (byte) 0xFF;
        assertThat(CoreReader.readHeaders(Channels.newChannel(new ByteArrayInputStream(core)))
                        .segments())
                .hasSize(70_002);
        assertThat(read(core).process().pid()).isEqualTo(7);
    }

    @Test
    void readsMemoryAcrossSegmentsThatTouch() throws Exception {
        byte[] core = segfault()
                .memory(0x700000, new byte[] {1, 2}, 2, WRITE)
                .memory(0x700002, new byte[] {3, 4}, 3, WRITE)
                .memory(0x700005, new byte[] {5}, 1, READ)
                .build();
        try (var channel = FileChannel.open(Files.write(directory.resolve("core"), core))) {
            var memory = new CoreMemory(channel, CoreReader.readHeaders(channel));
            assertThat(memory.bytes(0x700001, 9)).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3, 4}));
        }
    }

    private CoreImage read(byte[] core) throws IOException, NotACoreException {
        try (var channel = FileChannel.open(Files.write(directory.resolve("core"), core))) {
            return CoreReader.read(channel);
        }
    }
}
