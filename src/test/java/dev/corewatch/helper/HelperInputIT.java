package dev.corewatch.helper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.SyntheticCore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Run by the test in the kernel's place, with what the kernel would never say. */
final class HelperInputIT {

    private static final int OK = 0;
    private static final int USAGE = 64;
    private static final int BAD_CORE = 65;
    private static final int NO_INBOX = 73;
    private static final String[] DEATH = {"4194304", "4194304", "11", "1700000000", "host"};
    private static final byte[] CORE = core();

    @TempDir
    Path dir;

    private Helper helper = new Helper(Path.of(""));

    @BeforeEach
    void install() throws IOException {
        helper = Helper.in(dir);
    }

    private static byte[] core() {
        return SyntheticCore.segfault()
                .memory(0x400000, new byte[4096], 0x4000, 5)
                .memory(0x7ffd0000, new byte[0x20000], 0x20000, 6)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "0, ''",
        "0, -1",
        "0, 1x",
        "0, +1",
        "0, 4194305",
        "0, 99999999999999999999999",
        "0, ../1",
        "0, '1\n'",
        "0, ' 1'",
        "1, self",
        "1, 0x1",
        "2, 65",
        "2, SEGV",
        "3, ../../x",
        "3, 9223372036854775808",
        "3, '\u001b[2J'",
    })
    void refusesWordsThatTheKernelWouldNotSay(int place, String word) throws Exception {
        var death = DEATH.clone();
        death[place] = word;

        var run = Run.of(helper.pipe(death), CORE);

        assertThat(run.exitCode()).isEqualTo(USAGE);
        assertThat(run.output()).matches("[ -~]*\n");
        assertThat(helper.files("")).isEmpty();
    }

    @Test
    void refusesCommandLinesThatLackWords() throws Exception {
        assertThat(Run.of(helper.pipe("1", "1", "11", "1700000000"), CORE).exitCode())
                .isEqualTo(USAGE);
        assertThat(Run.of(helper.program().toString()).output()).contains("usage: pipe SOCKET INBOX");
        assertThat(Run.of(helper.program().toString(), "--help").exitCode()).isEqualTo(USAGE);
        assertThat(Run.of(helper.program().toString(), "--version").output()).startsWith("corewatch-helper");
    }

    /** CVE-2026-77113 and the like: a name from inside the container is no part of a path. */
    @Test
    void aHostnameIsTextAndNothingElse() throws Exception {
        var death = DEATH.clone();
        death[4] = "../../etc/" + "x".repeat(5000) + "\\\n=";

        assertThat(Run.of(helper.pipe(death), CORE).exitCode()).isEqualTo(OK);

        assertThat(helper.files(".core").getFirst().getFileName().toString())
                .matches("1700000000-4194304-[0-9a-f]{16}\\.core");
        assertThat(helper.left().fact("hostname")).startsWith("../../etc/xxx").hasSize(255);
    }

    @Test
    void takesNothingFromItsEnvironment() throws Exception {
        var evil = Map.of(
                "LD_PRELOAD",
                "/nowhere.so",
                "GCONV_PATH",
                dir.toString(),
                "TZ",
                "/" + "x".repeat(100_000),
                "LC_ALL",
                "../../x",
                "GLIBC_TUNABLES",
                "glibc.malloc.mxfast=0",
                "TMPDIR",
                "/nowhere",
                "PATH",
                "");

        var run = Run.of(helper.pipe(DEATH), Files.write(dir.resolve("core"), CORE), evil);

        assertThat(run.exitCode()).isEqualTo(OK);
        assertThat(helper.left().fact("pid")).isEqualTo("4194304");
    }

    /** CVE-2025-4598, CVE-2025-5054: the number belongs to another by now, here to this JVM, which isn't dying. */
    @Test
    void readsNeitherMemoryNorFactsOfAProcessThatIsNotDying() throws Exception {
        var death = DEATH.clone();
        death[0] = String.valueOf(ProcessHandle.current().pid());
        var maps = Files.readString(Path.of("/proc/self/maps"));
        long start = Long.parseUnsignedLong(maps.substring(0, maps.indexOf('-')), 16);
        var core =
                SyntheticCore.segfault().memory(start, new byte[4096], 4096, 5).build();

        assertThat(Run.of(helper.pipe(death), core).exitCode()).isEqualTo(OK);

        var left = helper.left();
        assertThat(left.facts()).noneMatch(line -> line.matches("(exe|uid|nspid|starttime|cgroup)=.*"));
        assertThat(Files.size(left.wholeCore())).isLessThanOrEqualTo(4096);
        try (var channel = FileChannel.open(left.wholeCore())) {
            var headers = CoreReader.readHeaders(channel);
            assertThat(headers.promisedBytes()).isEqualTo(channel.size());
            assertThat(headers.process().pid()).isEqualTo(7);
        }
    }

    @Test
    void saysThatThereIsNoCoreWhereStandardInputIsMissing() throws Exception {
        var command = String.join(" ", helper.pipe(DEATH)) + " <&- >&- 2>&-";

        assertThat(Run.of("sh", "-c", command).exitCode()).isEqualTo(BAD_CORE);

        assertThat(helper.left().fact("dropped")).isEqualTo("the core ends in its header");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, not a little-endian ELF64 core",
        "4, 1, not a little-endian ELF64 core",
        "5, 2, not a little-endian ELF64 core",
        "16, 2, not a little-endian ELF64 core",
        "32, 255, program headers",
        "54, 0, program headers",
        "57, 255, program headers",
        "56, 0, program headers",
        "64, 1, notes aren't where",
        "72, 1, notes aren't where",
        "101, 255, notes aren't where",
        "98, 255, the core ends in its notes",
    })
    void dropsACoreWhoseHeadersAreNotTheKernels(int place, int value, String why) throws Exception {
        var bent = CORE.clone();
        bent[place] = (byte) value;

        assertThat(Run.of(helper.pipe(DEATH), bent).exitCode()).isEqualTo(BAD_CORE);

        assertThat(helper.left().fact("dropped")).contains(why);
        assertThat(helper.files(".part")).isEmpty();
    }

    /** PN_XNUM: the count is elsewhere, behind the memory. */
    @Test
    void dropsACoreOfMoreSegmentsThanItsHeaderCanCount() throws Exception {
        var bent = CORE.clone();
        bent[SyntheticCore.COUNT] = (byte) 0xff;
        bent[SyntheticCore.COUNT + 1] = (byte) 0xff;

        assertThat(Run.of(helper.pipe(DEATH), bent).exitCode()).isEqualTo(BAD_CORE);

        assertThat(helper.left().fact("dropped")).contains("too many");
    }

    /** With the compiler's checks of memory and arithmetic. */
    @Test
    void noBytesOfACoreMakeItCrash() throws Exception {
        var checked = dir.resolve("checked");
        var gcc = "gcc -g -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -o " + checked + " src/main/c/*.c";
        assertThat(Run.of("sh", "-c", gcc)).isEqualTo(new Run(0, ""));
        var random = new Random(7);
        for (int i = 0; i < 60; i++) {
            var command = helper.pipe(DEATH);
            command.set(0, checked.toString());
            command.set(
                    3,
                    Helper.in(Files.createDirectory(dir.resolve("case" + i)))
                            .inbox()
                            .toString());

            var run = Run.of(command, bent(random));

            assertThat(run.exitCode()).as("case %s: %s", i, run.output()).isIn(OK, BAD_CORE);
        }
    }

    private static byte[] bent(Random random) {
        var bent = CORE.clone();
        int headers = 64 + 3 * 56 + 1000;
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            int place = 64 + random.nextInt(headers - 64);
            bent[place] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bent, random.nextInt(headers)) : bent;
    }

    /** CVE-2019-7307, CVE-2021-3709, CVE-2021-32547 and its neighbours; CVE-2022-4415: a core that others could read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ln -s real i",
                "mkdir -m 755 i",
                "mkdir -m 770 i",
                "mkdir -m 700 i; chown 99 i",
                "touch i",
                "mkfifo i",
                "true",
            })
    void usesNoInboxButRootsOwnDirectory(String made) throws Exception {
        Files.delete(helper.inbox());
        assertThat(Run.of("sh", "-c", "cd " + dir + " && mkdir -m 700 real && { " + made + "; }"))
                .isEqualTo(new Run(0, ""));

        var run = Run.of(helper.pipe(DEATH), CORE);

        assertThat(run.exitCode()).isEqualTo(NO_INBOX);
        assertThat(run.output()).contains("the core of process 4194304 is lost: inbox " + helper.inbox());
        assertThat(dir.resolve("real")).isEmptyDirectory();
        if (Files.isDirectory(helper.inbox())) {
            assertThat(helper.files("")).isEmpty();
        }
    }

    @Test
    void refusesARelativeInbox() throws Exception {
        var command = helper.pipe(DEATH);
        command.set(3, "target");

        assertThat(Run.of(command, CORE).exitCode()).isEqualTo(NO_INBOX);
    }

    /** Nor does it wait for anything there. */
    @ParameterizedTest
    @ValueSource(strings = {"touch s", "mkfifo s", "mkdir s", "ln -s nowhere s", "ln -s s s"})
    void doesItAloneWhereTheSocketIsNone(String made) throws Exception {
        assertThat(Run.of("sh", "-c", "cd " + dir + " && " + made)).isEqualTo(new Run(0, ""));

        assertThat(Run.of(helper.pipe(DEATH), CORE).exitCode()).isEqualTo(OK);

        assertThat(helper.left().core()).isNotNull();
    }

    /** A crash bomb. */
    @Test
    void keepsAsManyCoresAsAllowed() throws Exception {
        for (int i = 0; i < 63; i++) {
            Files.createFile(helper.inbox().resolve(i + (i < 60 ? ".core" : ".core.part")));
        }

        assertThat(Run.of(helper.pipe(DEATH), CORE).exitCode()).isEqualTo(OK);
        assertThat(Run.of(helper.pipe(DEATH), CORE).exitCode()).isEqualTo(BAD_CORE);

        assertThat(helper.files(".core")).hasSize(61);
        assertThat(dropped()).containsExactly("dropped=too many cores");
    }

    @Test
    void keepsAsManyBytesAsAllowed() throws Exception {
        try (var big = new RandomAccessFile(helper.inbox().resolve("1.core").toFile(), "rw")) {
            big.setLength(512L << 20);
        }

        assertThat(Run.of(helper.pipe(DEATH), CORE).exitCode()).isEqualTo(BAD_CORE);

        assertThat(dropped()).containsExactly("dropped=too many bytes");
    }

    @Test
    void keepsAsManyFactsAsAllowed() throws Exception {
        var many = "cd " + helper.inbox() + " && seq 4096 | sed 's/$/.facts/' | xargs touch";
        assertThat(Run.of("sh", "-c", many).exitCode()).isZero();

        var run = Run.of(helper.pipe(DEATH), CORE);

        assertThat(run.exitCode()).isEqualTo(NO_INBOX);
        assertThat(run.output()).contains("is lost").contains("full");
        assertThat(helper.files("")).hasSize(4096);
    }

    @Test
    void leavesRoomOnTheDisk() throws Exception {
        var mounted = Run.of(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=64m,mode=700",
                "tmpfs",
                helper.inbox().toString());
        assumeThat(mounted.exitCode()).as("only root may mount").isZero();
        try {
            assertThat(Run.of(helper.pipe(DEATH), CORE).exitCode()).isEqualTo(BAD_CORE);

            assertThat(dropped()).containsExactly("dropped=disk almost full");
        } finally {
            assertThat(Run.of("umount", helper.inbox().toString()).exitCode()).isZero();
        }
    }

    /** Of all deaths. */
    private List<String> dropped() throws IOException {
        var lines = new ArrayList<String>();
        for (var file : helper.files(".facts")) {
            lines.addAll(Files.readAllLines(file, ISO_8859_1));
        }
        return lines.stream().filter(line -> line.startsWith("dropped=")).toList();
    }

    @Test
    void nobodyElseMayReadWhatItLeaves() throws Exception {
        assertThat(Run.of(helper.pipe(DEATH), CORE).exitCode()).isEqualTo(OK);

        for (var file : helper.files("")) {
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }
}
