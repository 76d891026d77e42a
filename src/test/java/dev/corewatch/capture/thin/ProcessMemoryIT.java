package dev.corewatch.capture.thin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.elf.CoreMemory;
import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.MemorySource;
import dev.corewatch.lab.RunningLab;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy that stands still, and gdb's gcore of it. */
final class ProcessMemoryIT {

    @TempDir
    Path dir;

    @Test
    void aThinCoreOutOfAProcessHoldsWhatTheOneOutOfItsCoreHolds() throws Exception {
        try (var lab = RunningLab.start(
                "run", "bug-on", "--mode", "single", "--out", dir.resolve("lab").toString())) {
            var pid = lab.ready().path("workerPid").asText();
            run("kill", "-STOP", pid);
            run("gcore", "-a", "-o", dir.resolve("core").toString(), pid);

            try (var core = FileChannel.open(dir.resolve("core." + pid));
                    var memory = ProcessMemory.of(Path.of("/proc", pid))) {
                var preamble = preamble(core);
                var ofCore = thin(preamble, new CoreMemory(core, preamble.headers()), "a");
                var ofProcess = thin(preamble, memory, "b");
                assertHoldsAll(ofProcess, ofCore);
            }
        }
    }

    /** gcore leaves out some pages that a process has. */
    private static void assertHoldsAll(Path more, Path less) throws Exception {
        try (var expected = FileChannel.open(less);
                var found = FileChannel.open(more)) {
            var headers = CoreReader.readHeaders(expected);
            var memory = new CoreMemory(found, CoreReader.readHeaders(found.position(0)));
            assertThat(headers.segments())
                    .filteredOn(s -> s.isLoad() && s.fileBytes() > 0)
                    .hasSizeGreaterThan(50);
            for (var s : headers.segments()) {
                if (s.isLoad()) {
                    var there = new CoreMemory(expected, headers).bytes(s.address(), (int) s.fileBytes());
                    assertThat(memory.bytes(s.address(), (int) s.fileBytes()))
                            .as(s.toString())
                            .isEqualTo(there);
                }
            }
        }
    }

    /** gcore's notes come last. */
    private static CorePreamble preamble(FileChannel core) throws Exception {
        return new CorePreamble(CoreReader.readHeaders(core), core.map(FileChannel.MapMode.READ_ONLY, 0, core.size()));
    }

    private Path thin(CorePreamble preamble, MemorySource memory, String name) throws IOException {
        var file = dir.resolve(name);
        try (var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ThinCore.write(preamble, memory, ThinCore.DEFAULT_BUDGET, out);
        }
        return file;
    }

    @Test
    void readsUpToWhereMemoryEnds() throws Exception {
        try (var memory = ProcessMemory.of(Path.of("/proc/self"))) {
            var line = Objects.requireNonNull(mapped("[stack]"));
            long end = Long.parseUnsignedLong(line.substring(line.indexOf('-') + 1, line.indexOf(' ')), 16);

            assertThat(memory.bytes(end - 4096, 8192).limit()).isEqualTo(4096);
            assertThat(memory.bytes(0, 64).limit()).isZero();
            assertThat(memory.bytes(-4096, 64).limit()).isZero();
            assertThat(memory.bytes(Long.MAX_VALUE - 10, 64).limit()).isZero();
        }
    }

    private static String mapped(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.endsWith(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nothingIsThereOnceTheProcessIsGone() throws Exception {
        var sleep = new ProcessBuilder("sleep", "60").start();
        try (var memory = ProcessMemory.of(Path.of("/proc", String.valueOf(sleep.pid())))) {
            sleep.destroyForcibly().waitFor();

            assertThat(memory.bytes(0x400000, 4096).limit()).isZero();
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
