package dev.corewatch.capture.elf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against gdb's gcore of a real process, judged by elfutils. Needs no kernel setting. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class RealCoreIT {

    @TempDir
    static Path directory;

    private static Path core = Path.of("");
    private static long pid;

    @BeforeAll
    static void dumpSleep() throws IOException, InterruptedException {
        var sleep = new ProcessBuilder("sleep", "60").start();
        try {
            pid = sleep.pid();
            run("gcore", "-o", directory.resolve("core").toString(), String.valueOf(pid));
            core = directory.resolve("core." + pid);
        } finally {
            sleep.destroyForcibly().waitFor();
        }
    }

    @Test
    void findsTheBuildIdsThatElfutilsFind() throws Exception {
        var expected = new TreeSet<String>();
        var line = Pattern.compile("0x\\S+ ([0-9a-f]+)@.*");
        for (var text : run("eu-unstrip", "-n", "--core=" + core).lines().toList()) {
            var match = line.matcher(text);
            if (match.matches() && !text.contains("vdso")) {
                expected.add(match.group(1));
            }
        }
        var found = read(core).modules().stream().map(m -> String.valueOf(m.buildId()));
        assertThat(found).containsExactlyInAnyOrderElementsOf(expected).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void findsTheProcessAndItsProgram() throws Exception {
        var image = read(core);
        assertThat(image.process().pid()).isEqualTo((int) pid);
        assertThat(image.process().command()).isEqualTo("sleep");
        assertThat(image.threads()).hasSize(1);
        assertThat(Objects.requireNonNull(image.executable()).path()).endsWith("/sleep");
        assertThat(image.facts().complete()).isTrue();
        assertThat(image.facts().thin()).isFalse();
    }

    @Test
    void seesThatACutCopyIsCut() throws Exception {
        long size = Files.size(core);
        var cut = directory.resolve("cut");
        Files.copy(core, cut);
        try (var channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
            channel.truncate(size / 2);
        }
        var facts = read(cut).facts();
        assertThat(facts.complete()).isFalse();
        assertThat(facts.missingBytes()).isPositive().isLessThanOrEqualTo(size - size / 2);
    }

    @Test
    void readsBuildIdAndDebugLinkOfAProgramAsReadelfDoes() throws Exception {
        var sleep = Path.of("/bin/sleep").toRealPath();
        var notes = run("readelf", "-n", sleep.toString());
        try (var channel = FileChannel.open(sleep)) {
            var file = ElfFile.read(channel);
            assertThat(notes).contains("Build ID: " + file.buildId());
            assertThat(file.debugInfo()).isFalse();
            assertThat(Objects.requireNonNull(file.debugLink())).endsWith(".debug");
        }
    }

    @Test
    void findsDebugInfoInItsOwnFile() throws Exception {
        var source = Files.writeString(directory.resolve("x.c"), "int main(void) { return 0; }\n");
        var program = directory.resolve("x").toString();
        run("gcc", "-g", "-Wl,--build-id", "-o", program, source.toString());
        run("objcopy", "--only-keep-debug", program, program + ".debug");
        try (var whole = FileChannel.open(Path.of(program));
                var debug = FileChannel.open(Path.of(program + ".debug"))) {
            assertThat(ElfFile.read(debug)).isEqualTo(ElfFile.read(whole));
            assertThat(ElfFile.read(debug).debugInfo()).isTrue();
            assertThat(ElfFile.read(debug).buildId()).isNotNull();
        }
    }

    private static CoreImage read(Path file) throws IOException, NotACoreException {
        try (var channel = FileChannel.open(file)) {
            return CoreReader.read(channel);
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
