package dev.corewatch.capture.file;

import static dev.corewatch.capture.elf.SyntheticCore.elfPage;
import static dev.corewatch.capture.elf.SyntheticCore.segfault;
import static dev.corewatch.capture.elf.SyntheticCore.segfaultOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.elf.SyntheticCore;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real directory, thread and inotify. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class CoreDirectoryIT {

    private static final byte[] CORE = segfaultOf(4_000_000)
            .memory(0x600000, new byte[100_000], 100_000, 6)
            .build();

    @TempDir
    Path directory;

    private final Heard heard = new Heard();
    private final CountingClock clock = new CountingClock();
    private final ProcessLiveness liveness = new ProcessLiveness(new ProcessTable(Path.of("/proc")));
    private CoreDirectory cores = unset();

    @AfterEach
    void stop() throws IOException {
        cores.close();
    }

    @Test
    void takesACoreThatIsThereAndOneThatComes() throws Exception {
        Files.write(directory.resolve("early"), CORE);
        start(Duration.ofHours(1));
        heard.awaitFound(1);
        Files.write(directory.resolve("late"), CORE);
        heard.awaitFound(2);
        assertThat(heard.found)
                .extracting(core -> core.path().getFileName().toString())
                .containsExactly("early", "late");
    }

    @Test
    void doesNotTakeACoreThatIsWrittenSlowlyBeforeItIsWhole() throws Exception {
        start(Duration.ofHours(1));
        try (var out =
                FileChannel.open(directory.resolve("core"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int at = 0; at < CORE.length; at += 20_000) {
                int length = Math.min(20_000, CORE.length - at);
                out.write(ByteBuffer.wrap(CORE, at, length));
                assertThat(heard.found).isEmpty();
                clock.awaitAsked(at + length == CORE.length ? 0 : 20);
            }
        }
        heard.awaitFound(1);
        assertThat(heard.found.getFirst().image().facts().complete()).isTrue();
        assertThat(heard.found.getFirst().image().facts().bytes()).isEqualTo(CORE.length);
    }

    @Test
    void isNotStoppedByAnythingHostile() throws Exception {
        run("mkfifo", directory.resolve("fifo").toString());
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(directory.resolve("dangling"), Path.of("/nothing"));
        Files.createDirectory(directory.resolve("directory"));
        run("mknod", directory.resolve("device").toString(), "c", "1", "5");
        Files.write(directory.resolve("new\nline"), CORE);
        Files.createLink(
                directory.resolve("hard1"),
                Files.write(directory.resolve("hard2"), segfault().build()));
        Files.write(directory.resolve("program"), elfPage(new byte[20]));
        start(Duration.ofHours(1));
        heard.awaitRefusals(9);
        Files.write(directory.resolve("core"), CORE);
        heard.awaitFound(1);
        assertThat(heard.refused("fifo")).containsExactly(Refusal.FIFO);
        assertThat(heard.refused("link")).containsExactly(Refusal.SYMLINK);
        assertThat(heard.refused("dangling")).containsExactly(Refusal.SYMLINK);
        assertThat(heard.refused("directory")).containsExactly(Refusal.DIRECTORY);
        assertThat(heard.refused("device")).containsExactly(Refusal.DEVICE);
        assertThat(heard.refused("new\nline")).containsExactly(Refusal.STRANGE_NAME);
        assertThat(heard.refused("hard1")).containsExactly(Refusal.HARD_LINK);
        assertThat(heard.refused("hard2")).containsExactly(Refusal.HARD_LINK);
        assertThat(heard.refused("program")).containsExactly(Refusal.NOT_A_CORE);
        assertThat(heard.found).hasSize(1);
    }

    @Test
    void findsNewCoresAmongTenThousandFilesAndJudgesEachOfTheseOnce() throws Exception {
        byte[] program = Arrays.copyOf(elfPage(new byte[20]), 600);
        for (int i = 0; i < 10_000; i++) {
            Files.write(directory.resolve("file" + i), program);
        }
        start(Duration.ofMillis(100));
        heard.awaitRefusals(10_000);
        for (int round = 1; round <= 20; round++) {
            Files.write(directory.resolve("core" + round), CORE);
            heard.awaitFound(round);
        }
        assertThat(heard.refusals()).isEqualTo(10_000);
    }

    @Test
    void findsTheDirectoryAgainAfterItWasReplaced() throws Exception {
        var inner = Files.createDirectory(directory.resolve("cores"));
        start(inner, Duration.ofMillis(50));
        Files.write(inner.resolve("core"), CORE);
        heard.awaitFound(1);
        Files.move(inner, directory.resolve("old"));
        Files.createDirectory(inner);
        Files.write(inner.resolve("core2"), CORE);
        heard.awaitFound(2);
    }

    @Test
    void takesACutCoreWhoseProcessWasSeenAndIsGone() throws Exception {
        var sleep = new ProcessBuilder("sleep", "60").start();
        int pid = (int) sleep.pid();
        var core = new SyntheticCore()
                .thread(pid, 1, 2)
                .process(pid, "sleep")
                .memory(0x600000, new byte[100], 100, 6)
                .build();
        awaitCommand(pid, "sleep");
        start(Duration.ofMillis(100));
        liveness.observe();
        Files.write(directory.resolve("core"), Arrays.copyOf(core, core.length - 10));
        sleep.destroyForcibly().waitFor();
        heard.awaitFound(1);
        assertThat(heard.found.getFirst().image().facts().missingBytes()).isEqualTo(10);
    }

    private void start(Duration rescan) throws IOException {
        start(directory, rescan);
    }

    private void start(Path watched, Duration rescan) throws IOException {
        cores = new CoreDirectory(watched, rescan, Duration.ofHours(1), liveness, new Clocks(clock, clock), heard);
        cores.start();
    }

    private static void awaitCommand(int pid, String command) throws IOException {
        while (!Files.readString(Path.of("/proc/" + pid + "/comm")).strip().equals(command)) {
            Thread.onSpinWait();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @SuppressWarnings("NullAway") // set by each test
    private static CoreDirectory unset() {
        return null;
    }
}
