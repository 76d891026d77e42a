package dev.corewatch.capture.objects;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With real processes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ProcessFilesIT {

    private static final ProcessTable PROCESSES = new ProcessTable(Path.of("/proc"));

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void keepsProgramAndLibrariesOfARunningProcess() throws IOException {
        assertAllKept(perl("$| = 1; print qq(ready\\n); sleep 60"));
    }

    @Test
    void keepsThemFromAProcessThatWentIntoAJail() throws IOException {
        assumeTrue(isRoot(), "chroot(2) needs root");
        var jail = Files.createDirectory(directory.resolve("jail"));
        assertAllKept(perl("chroot '" + jail + "' or die; chdir '/'; $| = 1; print qq(ready\\n); sleep 60"));
    }

    @Test
    void keepsAProgramThatWasDeletedWhileItRan() throws IOException {
        var copy = directory.resolve("haproxy-test");
        Files.copy(Path.of("/bin/sleep").toRealPath(), copy);
        var process = start(copy.toString(), "60");
        awaitExecutable(process, copy);
        Files.delete(copy);
        var entry = PROCESSES.get((int) process.pid()).orElseThrow();
        var snapshot = files().snapshot(entry);
        assertThat(snapshot.gaps()).isEmpty();
        assertThat(snapshot.added()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void seesEachHaproxyOnceAndAgainWhenItsFilesChange() throws IOException {
        var copy = directory.resolve("haproxy-test");
        Files.copy(Path.of("/bin/sleep").toRealPath(), copy);
        var seen = new ArrayList<Integer>();
        var haproxies = new HaproxyProcesses(PROCESSES, Pattern.compile("haproxy-test"));
        var watch = new ProcessWatch(haproxies, files(), (process, snapshot) -> seen.add(process.pid()));
        watch.look();
        assertThat(seen).isEmpty();
        var first = start(copy.toString(), "60");
        awaitExecutable(first, copy);
        watch.look();
        watch.look();
        assertThat(seen).containsExactly((int) first.pid());
        var second = start(copy.toString(), "60");
        awaitExecutable(second, copy);
        watch.look();
        assertThat(seen).containsExactly((int) first.pid(), (int) second.pid());
    }

    private void assertAllKept(ProcessEntry process) throws IOException {
        var snapshot = files().snapshot(process);
        assertThat(snapshot.gaps()).isEmpty();
        assertThat(snapshot.files()).isGreaterThanOrEqualTo(3);
        try (var kept = Files.walk(directory.resolve("objects"))) {
            assertThat(names(kept, "executable")).isEqualTo(snapshot.files());
        }
    }

    private static long names(Stream<Path> paths, String name) {
        return paths.filter(path -> path.endsWith(name)).count();
    }

    private ProcessFiles files() throws IOException {
        return new ProcessFiles(
                PROCESSES, objects(), new KeptProcesses(directory.resolve("objects"), "boot", Clock.systemUTC()));
    }

    private ObjectStore objects() throws IOException {
        return new ObjectStore(directory.resolve("objects"), 1L << 30, Clock.systemUTC());
    }

    private ProcessEntry perl(String script) throws IOException {
        var process = start("perl", "-e", script);
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        assertThat(output.readLine()).isEqualTo("ready");
        return PROCESSES.get((int) process.pid()).orElseThrow();
    }

    private Process start(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process;
    }

    /** Until exec is over and the C library is mapped. */
    private static void awaitExecutable(Process process, Path executable) throws IOException {
        var maps = Path.of("/proc/" + process.pid() + "/maps");
        String text = "";
        while (!text.contains(executable.toString()) || !text.contains("/libc.so")) {
            Thread.onSpinWait();
            text = Files.readString(maps);
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}
