package dev.corewatch.capture.thin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.analyze.CoreAnalyzer;
import dev.corewatch.analyze.debugger.Debugging;
import dev.corewatch.capture.elf.CoreMemory;
import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.lab.LabCrash;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.process.Sandbox;
import dev.corewatch.process.SandboxUser;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real deaths of real HAProxys: what gdb tells of the thin core must be what it tells of the full one of the same death. */
final class ThinCoreIT {

    private static final String BALLAST = System.getProperty("corewatch.thin.ballast", "512");
    private static final long BUDGET = Long.getLong("corewatch.thin.budget", ThinCore.DEFAULT_BUDGET);

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "zlib, zlib, master, 2",
        "zlib, zlib, single, 1",
        "zlib, musl, master, 2",
        "zlib, trixie, master, 2",
        "zlib, bullseye, master, 2",
        "nodebug, nodebug, master, 2",
        "null-call, zlib, master, 2",
        "null-call, slz, single, 1",
        "heap-corruption, stock, master, 2",
        "heap-corruption, zlib, single, 1",
        "stack-overflow, zlib, master, 2",
        "stack-overflow, zlib, single, 16",
        "bug-on, zlib, single, 1",
        "bug-on, trixie, master, 2",
        "panic, zlib, master, 2",
        "panic, musl, master, 2",
        "panic, zlib, single, 16",
        "watchdog, zlib, single, 2",
        "watchdog-request, zlib, master, 2",
        "watchdog-request, musl, master, 2",
    })
    void tellsWhatTheFullCoreTells(String scenario, String variant, String mode, String threads) throws Exception {
        var more = threads.equals("2") ? new String[0] : new String[] {"--threads", threads};

        compare(LabCrash.of(scenario, variant, mode, more).files());
    }

    @ParameterizedTest
    @CsvSource({"foreign-root", "container", "container-dropped", "container-jail"})
    void tellsTheSameOfAContainer(String scenario) throws Exception {
        var crash = LabCrash.of(scenario, "zlib");

        compare(crash.files(crash.executable(), crash.sysroot().orElseThrow()));
    }

    /** How much memory, in MB: {@code -Dcorewatch.thin.ballast}. */
    @ParameterizedTest
    @CsvSource({"zlib, zlib", "zlib, trixie", "zlib, musl", "bug-on, zlib"})
    void tellsTheSameOfManyThreadsStreamsAndMuchMemory(String scenario, String variant) throws Exception {
        compare(LabCrash.of(scenario, variant, "single", "--threads", "16", "--live", "1000", "--ballast", BALLAST)
                .files());
    }

    @Test
    void tellsElfutilsWhatTheFullCoreTells() throws Exception {
        var full = LabCrash.of("zlib", "zlib").files();

        assertThat(euStack(thin(full))).isEqualTo(euStack(full));
    }

    private static String euStack(CoreFiles files) throws Exception {
        var outcome = new ProcessBuilder(
                        "eu-stack",
                        "--core=" + files.core(),
                        "-e",
                        files.program().orElseThrow().toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(outcome.getInputStream().readAllBytes(), UTF_8);
        assertThat(said).contains("deflate");
        return said;
    }

    private void compare(CoreFiles full) throws Exception {
        var thin = thin(full);

        var expected = analyze(full);
        var found = analyze(thin);

        assertThat(found).usingRecursiveComparison().ignoringFields("notes").isEqualTo(expected);
        assertThat(expected.debugger()).isEqualTo("gdb");
        assertThat(thin.image().modules()).isEqualTo(full.image().modules());
        assertThat(thin.image().facts().thin()).isTrue();
        assertThat(thin.image().facts().complete()).isTrue();
        assertThat(full.image().facts().thin()).isFalse();
    }

    private CoreFiles thin(CoreFiles full) throws Exception {
        var file = dir.resolve("core.thin");
        try (var core = FileChannel.open(full.core());
                var out = FileChannel.open(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var preamble = CorePreamble.read(core);
            var memory = new CoreMemory(core, preamble.headers());
            long bytes = ThinCore.write(preamble, memory, BUDGET, out);
            System.out.printf(
                    "%s: full %d KB, thin %d KB%n",
                    full.core().getName(full.core().getNameCount() - 3), Files.size(full.core()) >> 10, bytes >> 10);
            return new CoreFiles(file, CoreReader.read(out), full.modules(), full.executable());
        }
    }

    private static Analysis analyze(CoreFiles files) throws Exception {
        var processes = new BoundedProcess(Programs.installed());
        return new CoreAnalyzer(processes, new Sandbox(processes, SandboxUser.DEFAULT), Debugging.DEFAULT)
                .analyze(files);
    }
}
