package dev.corewatch.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.RunningGuard;
import dev.corewatch.lab.TakenKernel;
import dev.corewatch.lab.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guard with the real kernel's settings; {@code guarded.py} stands in for the agent. */
@Timeout(60)
final class GuardIT {

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");
    private static final Path FREEZER = Path.of("/sys/fs/cgroup/freezer");
    private static final String FOUND = "|/found %p";
    private static final int KILLED = 128 + 9;
    private static final String NOBODY = "65534";

    private static TakenKernel kernel;
    private static String boot;

    @TempDir
    Path dir;

    @BeforeAll
    static void take() throws IOException {
        kernel = TakenKernel.take();
        boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    }

    @AfterAll
    static void giveBack() throws IOException {
        kernel.close();
    }

    @BeforeEach
    void haveASpool() throws IOException {
        Files.createDirectory(dir.resolve("spool"));
    }

    /** CVE-2021-3710 and its kin, too: a note that is a link, or that somebody else could have written, is none. */
    @ParameterizedTest
    @CsvSource({
        "another boot, |/ours, true",
        "BOOT, |/theirs, true",
        "BOOT, |/ours %p, true",
        "'', |/ours, true",
        "BOOT, |/ours, false",
    })
    void leavesWhatIsNotTheAgents(String noted, String set, boolean trusted) throws Exception {
        note(noted.replace("BOOT", boot), "|/ours");
        var note = RunningGuard.note(dir);
        Files.setPosixFilePermissions(note, PosixFilePermissions.fromString(trusted ? "rw-------" : "rw--w----"));
        set(set);
        try (var guard = RunningGuard.start(dir)) {
            comeAndGo();
            comeAndGo(); // which isn't heard before the first has been dealt with
            assertThat(PATTERN).hasContent(set);
            Files.delete(note);
            note(boot, set);
            comeAndGo();

            awaitFound();
            assertThat(guard.log().lines().filter(line -> line.contains("is put back")))
                    .hasSize(1);
        }
    }

    /** As a kubelet makes it. */
    @Test
    void closesTheDirectoryOfItsSocketToEverybodyElse() throws Exception {
        var directory = Files.createDirectory(RunningGuard.socket(dir).getParent());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var guard = RunningGuard.start(dir)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                    .as(guard.log())
                    .isEqualTo("rwx------");
        }
    }

    /** In a container of its own, where only the host's mounts can be written to. */
    @Test
    void putsBackWhatAnAgentLeftThatDoesNotComeAgain() throws Exception {
        var closed = "mount --bind /proc/sys /proc/sys && mount -o remount,bind,ro /proc/sys && exec \"$@\"";
        note(boot, "|/ours");
        set("|/ours");
        try (var guard = RunningGuard.start(dir, "unshare", "--mount", "sh", "-c", closed, "sh")) {
            awaitFound();
            assertThat(guard.log()).contains("no agent has come for 5 s: kernel.core_pattern is put back to '" + FOUND);
        }
    }

    /** SIGKILL waits until it is thawed. The dying process is another user's, as HAProxy's is. */
    @Test
    void endsTheDumpOfADeathThatWaitsForAFrozenAgent() throws Exception {
        assumeTrue(Files.exists(FREEZER), "no freezer of cgroup v1");
        assumeTrue(Files.exists(Path.of("/proc/sys/kernel/core_modes")), "no coredump sockets (Linux 6.17)");
        var freezer = Files.createDirectory(FREEZER.resolve("corewatch-" + UUID.randomUUID()));
        var cores = dir.resolve("cores.sock");
        try (var guard = RunningGuard.start(dir, Unit.GUARD.bounds())) {
            var agent = agent(cores.toString());
            try (var said = agent.inputReader()) {
                assertThat(said.readLine()).isEqualTo(".");
                assertThat(said.readLine()).isEqualTo("ready");
                note(boot, "@@" + cores);
                set("@@" + cores);
                Files.writeString(freezer.resolve("cgroup.procs"), String.valueOf(agent.pid()));
                Files.writeString(freezer.resolve("freezer.state"), "FROZEN");
                long begun = System.nanoTime();
                var dying = new ProcessBuilder(
                                "setpriv", "--reuid", NOBODY, "--clear-groups", "sh", "-c", "kill -s SEGV $$")
                        .start();

                assertThat(dying.waitFor()).isEqualTo(KILLED);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
                assertThat(guard.log())
                        .contains("process " + dying.pid() + ", which waits for it to die, ends by signal 9");
                awaitFound();
            } finally {
                Files.writeString(freezer.resolve("freezer.state"), "THAWED");
                agent.destroyForcibly().waitFor();
            }
        } finally {
            Files.delete(freezer);
        }
    }

    /** One that connects, is heard, and ends. */
    private void comeAndGo() throws Exception {
        assertThat(agent().waitFor()).isZero();
    }

    private Process agent(String... cores) throws IOException {
        var script = "src/test/resources/dev/corewatch/helper/guarded.py";
        var words = new ArrayList<>(
                List.of("python3", "-B", script, RunningGuard.socket(dir).toString()));
        words.addAll(List.of(cores));
        return new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void note(String of, String ours) throws IOException {
        var lines = List.of(
                "boot=" + of, "core_pattern=" + FOUND, "ours.core_pattern=|/before", "ours.core_pattern=" + ours);
        Files.write(RunningGuard.note(dir), lines);
    }

    private static void set(String pattern) throws IOException {
        Files.writeString(PATTERN, pattern + "\n");
    }

    private static void awaitFound() throws TimeoutException {
        RealContainers.until("what was found", () -> {
            try {
                return Files.readString(PATTERN).equals(FOUND + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
