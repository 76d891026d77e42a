package dev.corewatch.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.lab.LabCrash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Hostile input for everything that reads what others wrote, within the heap and the stack that the launcher gives. How much: {@code
 * -Dcorewatch.fuzz.cases=N}, for cores; text takes its share of it. Another course: {@code -Dcorewatch.fuzz.seed=N}.
 */
final class FuzzIT {

    private static final long SEED = Long.getLong("corewatch.fuzz.seed", 1);
    private static final long CASES = Long.getLong("corewatch.fuzz.cases", 2000);
    private static final Path OUT = Path.of("target/fuzz").toAbsolutePath();

    @TempDir
    static Path dir;

    private static String cores = "";

    /** One that is small, one of HAProxy with its threads and libraries. */
    @BeforeAll
    static void dump() throws Exception {
        var sleep = new ProcessBuilder("sleep", "60").start();
        try {
            var gcore = new ProcessBuilder("gcore", "-o", dir.resolve("core").toString(), String.valueOf(sleep.pid()))
                    .redirectErrorStream(true)
                    .start();
            var said = said(gcore);
            assertThat(gcore.waitFor()).as(said).isZero();
        } finally {
            sleep.destroyForcibly().waitFor();
        }
        cores = dir.resolve("core." + sleep.pid()) + ":"
                + LabCrash.of("zlib", "zlib").core();
    }

    @ParameterizedTest
    @CsvSource({
        "dev.corewatch.capture.elf.CoreFuzz, 1",
        "dev.corewatch.capture.elf.ElfFileFuzz, 1",
        "dev.corewatch.capture.elf.ThinCoreFuzz, 2",
        "dev.corewatch.analyze.text.BacktraceTextFuzz, 2",
        "dev.corewatch.analyze.testimony.HaproxyLogFuzz, 4",
        "dev.corewatch.analyze.fixes.FixesFuzz, 4",
        "dev.corewatch.analyze.debugger.GdbDocumentFuzz, 2",
        "dev.corewatch.analyze.debugger.EuStackOutputFuzz, 2",
        "dev.corewatch.kernel.KernelLogFuzz, 1",
        "dev.corewatch.app.ReportFuzz, 8",
    })
    void survives(String target, int share) throws Exception {
        var process = new ProcessBuilder(command(target, Math.max(1, CASES / share)))
                .redirectErrorStream(true)
                .start();
        var said = said(process);
        assertThat(process.waitFor()).as(said).isZero();
        System.out.print(said);
    }

    private static List<String> command(String target, long cases) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "-Dcorewatch.fuzz.cores=" + cores,
                "-cp",
                System.getProperty("java.class.path"),
                Fuzzer.class.getName(),
                target,
                String.valueOf(SEED),
                "0",
                String.valueOf(cases),
                OUT.toString());
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
