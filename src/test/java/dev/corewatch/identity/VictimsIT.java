package dev.corewatch.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that would rather be others, on the running kernel. */
final class VictimsIT {

    private static final String[] FORGED = {
        "\\rNSpid:\\t1\\r", "\\x85Uid:\\t0 0 0 0", "\\nNSpid:\\t1\\n", "a) R 1 1 (b", "a\\\\n\\tb"
    };

    /** CVE-2021-25682, 25683, 25684. */
    @Test
    void isNotFooledByTheCommandThatAProcessGaveItself() throws Exception {
        for (var name : FORGED) {
            var program =
                    "import ctypes; ctypes.CDLL(None).prctl(15, b'%s'); print(flush=True); input()".formatted(name);
            try (var process =
                    new Talker("setpriv", "--reuid=99", "--clear-groups", "/usr/bin/python3", "-c", program)) {
                var victim = new Victims(Path.of("/proc")).of(process.pid());

                assertThat(victim.pid()).as(name).isEqualTo(process.pid());
                assertThat(victim.uid()).as(name).isEqualTo(99);
                assertThat(victim.program()).startsWith("python3");
            }
        }
    }

    /** Longer than PATH_MAX: newer kernels cut the path, older ones write no cgroup file at all (ENAMETOOLONG). */
    @Test
    void aProcessInCgroupsTooDeepToBeNamedLosesItsPlaceAtMost() throws Exception {
        try (var process = new Talker("/usr/bin/python3", "-c", """
                import os
                home = next(d for d in ('/sys/fs/cgroup/memory', '/sys/fs/cgroup') if os.path.exists(d + '/cgroup.procs'))
                os.chdir(home)
                names = ['corewatch%%d.slice' %% os.getpid(), 'docker-%s.scope'] + 17 * ['x' * 250]
                for name in names:
                    os.mkdir(name)
                    os.chdir(name)
                open('cgroup.procs', 'w').write(str(os.getpid()))
                print(flush=True)
                try:
                    input()
                finally:
                    open(home + '/cgroup.procs', 'w').write(str(os.getpid()))
                    for name in reversed(names):
                        os.chdir('..')
                        os.rmdir(name)
                """.formatted(Dead.ID))) {
            var victim = new Victims(Path.of("/proc")).of(process.pid());

            assertThat(victim.pid()).isEqualTo(process.pid());
            if (victim.placement().lines().isEmpty()) {
                assertThat(victim.placement().notes().toString()).contains("its cgroups can't be read");
            } else {
                assertThat(victim.container()).isEqualTo(new Container(ContainerRuntime.DOCKER, Dead.ID, null));
            }
        }
    }

    /** CVE-2025-4598: between two reads the process ends and another gets its pid. The FIFO holds the reader there. */
    @Test
    void believesNothingOfAPidThatChangedHands(@TempDir Path proc) throws Exception {
        var process = Files.createDirectories(proc.resolve("812"));
        var stat = "812 (haproxy) S 1 12 12 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 4 0 %d 1 2 3\n";
        Files.writeString(process.resolve("stat"), stat.formatted(8742));
        Files.writeString(process.resolve("status"), "Name:\thaproxy\nUid:\t0\t0\t0\t0\nNSpid:\t812\n");
        assertThat(new ProcessBuilder("mkfifo", process.resolve("environ").toString())
                        .start()
                        .waitFor())
                .isZero();
        var change = Thread.ofVirtual().start(() -> replace(process, stat.formatted(8743)));

        assertThatThrownBy(() -> new Victims(proc).of(812))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("became another process");
        change.join();
    }

    /** Opening the FIFO waits for the reader; closing it lets the reader go on. */
    private static void replace(Path process, String stat) {
        try (var fifo = Files.newOutputStream(process.resolve("environ"))) {
            Files.writeString(process.resolve("stat"), stat);
            fifo.write("X=1".getBytes(UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
