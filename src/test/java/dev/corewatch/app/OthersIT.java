package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cores of programs that aren't HAProxy, on a machine whose core_pattern was a file's name before the agent came. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OthersIT {

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");
    private static final String DIE = "ulimit -S -c unlimited; kill -s SEGV $$";
    private static final int SEGMENTATION_FAULT = 128 + 11;
    private static final int NOBODY = 65534;

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();
    private final Path cores = dir.resolve("others");
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private @Nullable RunningRole agent;
    private String begun = "";

    @BeforeAll
    void start() throws Exception {
        parts.push(directory);
        parts.push(TakenKernel.take());
        Files.createDirectory(cores);
        Files.setPosixFilePermissions(cores, PosixFilePermissions.fromString("rwxrwxrwx"));
        parts.push(() -> end());
    }

    @BeforeEach
    void startWithAFilesName() throws Exception {
        begin(cores + "/core.%e.%p.%s", Map.of());
    }

    @AfterAll
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    /** Unless that one runs. */
    private void begin(String pattern, Map<String, String> settings) throws Exception {
        var wanted = pattern + settings;
        if (!wanted.equals(begun)) {
            end();
            Files.writeString(PATTERN, pattern + "\n");
            agent = RunningRole.agent(dir, settings);
            begun = wanted;
        }
    }

    private void end() throws Exception {
        if (agent != null) {
            agent.close();
        }
    }

    @Test
    void writesTheFileThatTheKernelWouldHave() throws Exception {
        var core = named(die("sh", "-c", DIE));

        assertWhole(core);
        assertThat(Files.getPosixFilePermissions(core)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    /** CVE-2022-4415: nobody else's. */
    @Test
    void writesItAsTheProcessesUserAndNoMore() throws Exception {
        var core = named(die("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", DIE));
        assertThat(Files.getAttribute(core, "unix:uid")).isEqualTo(NOBODY);
        assertThat(Files.getAttribute(core, "unix:gid")).isEqualTo(NOBODY);

        double before = passedOver();
        Files.setPosixFilePermissions(cores, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            var refused = named(die("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "sh", "-c", DIE));
            assertThat(refused).doesNotExist();
        } finally {
            Files.setPosixFilePermissions(cores, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        assertThat(passedOver()).isEqualTo(before + 1);
    }

    @Test
    void writesItWhereTheProcessIs() throws Exception {
        var script = "mount -t tmpfs none %1$s && { sh -c '%2$s'; cp %1$s/core.sh.* %3$s; }"
                .formatted(cores, DIE, dir.resolve("inside"));
        run("unshare", "--mount", "sh", "-c", script);

        assertWhole(dir.resolve("inside"));
    }

    @Test
    void keepsToItsUlimit() throws Exception {
        var cut = named(die("prlimit", "--core=65536", "sh", "-c", "kill -s SEGV $$"));
        assertThat(cut).hasSize(65536);

        double before = passedOver();
        assertThat(named(die("prlimit", "--core=0", "sh", "-c", "kill -s SEGV $$")))
                .doesNotExist();
        assertThat(passedOver()).as("nothing was owed").isEqualTo(before);
    }

    /** CVE-2019-7307, CVE-2021-32547 and its neighbours. */
    @ParameterizedTest
    @ValueSource(strings = {"ln -s %1$s %2$s", "ln %1$s %2$s"})
    void followsNoLink(String link) throws Exception {
        var victim = Files.writeString(dir.resolve("precious"), "mine");
        var script = link.formatted(victim, cores + "/core.sh.$$.11") + "; " + DIE;

        assertWhole(named(die("sh", "-c", script)));
        assertThat(Files.readString(victim)).isEqualTo("mine");
    }

    /** No directory of a name's choice. */
    @Test
    void makesOneNameOfWhateverAProcessCallsItself() throws Exception {
        var program = Files.copy(Path.of("/bin/sh"), dir.resolve("..%2f%p"));

        assertThat(cores.resolve("core...%2f%p." + die(program.toString(), "-c", DIE) + ".11"))
                .exists();
    }

    @Test
    void declinesARelativePatternAndCountsIt() throws Exception {
        begin("core.%p", Map.of());

        int pid = die("sh", "-c", "cd " + dir + "; " + DIE);

        assertThat(passedOver()).isEqualTo(1);
        assertThat(dir.resolve("core." + pid)).doesNotExist();
    }

    @Test
    void keepsTheNewestForRootWhenAskedTo() throws Exception {
        begin("|/bin/false", Map.of("COREWATCH_AGENT_OTHERS", "keep", "COREWATCH_AGENT_OTHERS_MAX_BYTES", "6M"));

        int last = 0;
        for (int i = 0; i < 16; i++) {
            last = die("sh", "-c", DIE);
        }
        try (var kept = Files.list(dir.resolve("spool/others"))) {
            var files = kept.toList();
            long bytes = 0;
            for (var file : files) {
                assertWhole(file);
                bytes += Files.size(file);
            }
            assertThat(bytes).isBetween(1L, 6L << 20);
            assertThat(files).hasSizeLessThan(16).anyMatch(isOf(last));
        }
    }

    private static Predicate<Path> isOf(int pid) {
        return file -> List.of(file.getFileName().toString().split("\\.")).contains(String.valueOf(pid));
    }

    private Path named(int pid) {
        return cores.resolve("core.sh." + pid + ".11");
    }

    private double passedOver() throws Exception {
        var series = Objects.requireNonNull(agent).metric("corewatch_dropped_total", "not_haproxy");
        return Double.parseDouble(series.substring(series.lastIndexOf(' ') + 1));
    }

    private static void assertWhole(Path core) throws Exception {
        try (var channel = FileChannel.open(core)) {
            assertThat(CoreReader.read(channel).facts().complete()).isTrue();
        }
    }

    private static int die(String... words) throws Exception {
        var process = new ProcessBuilder(words).inheritIO().start();
        assertThat(process.waitFor()).isEqualTo(SEGMENTATION_FAULT);
        return (int) process.pid();
    }

    private static void run(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).inheritIO().start();
        assertThat(process.waitFor()).as(Arrays.toString(words)).isZero();
    }
}
