package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import dev.corewatch.lab.LabCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sidecar as people start it, and more than it should have to bear. {@code -Dcorewatch.storm.cores=60} and {@code
 * -Dcorewatch.storm.files=10000} for the whole of it; then its memory is held to its bound too.
 */
final class StormIT {

    private static final int CORES = Integer.getInteger("corewatch.storm.cores", 6);
    private static final int FILES = Integer.getInteger("corewatch.storm.files", 1000);
    private static final int WHOLE_STORM = 60;
    private static final long BOUND_KIB = 32 << 10;

    @TempDir
    Path dir;

    @BeforeEach
    void letTheDebuggersUserPass() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void losesNoneOfManyCores() throws Exception {
        var cores = Files.createDirectory(dir.resolve("cores"));
        try (var sidecar = RunningRole.start(dir, cores)) {
            long idle = sidecar.residentKib();
            dropCores(cores, CORES);
            long most = mostUntilAllAreTold(sidecar);
            System.out.printf("%d cores: %d MiB resident at rest, %d MiB at most%n", CORES, idle >> 10, most >> 10);

            assertThat(pids()).containsExactlyInAnyOrderElementsOf(expectedPids(CORES));
            assertThat(sidecar.metric("corewatch_crashes_total", "signal=\"SIGSEGV\""))
                    .endsWith(" " + CORES + ".0");
            if (CORES >= WHOLE_STORM) {
                assertThat(most - idle)
                        .as("KiB over the resident memory at rest")
                        .isLessThanOrEqualTo(BOUND_KIB);
            }
        }
    }

    @Test
    void findsACoreAmongManyFiles() throws Exception {
        var cores = Files.createDirectory(dir.resolve("cores"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(cores.resolve("file" + i), "no core\n");
        }
        try (var sidecar = RunningRole.start(dir, cores)) {
            sidecar.until("the files are judged", () -> refused(sidecar) == FILES ? true : null);
            dropCores(cores, 1);
            sidecar.until("the report", () -> told() == 1 ? true : null);

            assertThat(pids()).containsExactlyElementsOf(expectedPids(1));
            assertThat(refused(sidecar)).isEqualTo(FILES);
            System.out.printf("%d files: %d MiB resident%n", FILES, sidecar.residentKib() >> 10);
        }
    }

    @Test
    void outlivesAGdbThatPrintsGigabytes() throws Exception {
        var cores = Files.createDirectory(dir.resolve("cores"));
        var bin = Files.createDirectory(dir.resolve("bin"));
        var gdb = Files.writeString(bin.resolve("gdb"), """
                #!/bin/sh
                printf '\\n%s{"threads":[' "$COREWATCH_MARK"
                yes '{},' | head -c 3000000000
                head -c 1000000000 /dev/zero | tr '\\0' '\\377' >&2
                """);
        Files.setPosixFilePermissions(gdb, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        var path = Map.of("PATH", bin + ":" + System.getenv("PATH"));
        try (var sidecar = RunningRole.start(dir, cores, path)) {
            new Dump(LabCrash.of("zlib", "zlib").core()).copy(dir.resolve("staged"), 1_000_000);
            Files.move(dir.resolve("staged"), cores.resolve("core"));
            var told = sidecar.until(
                    "the report",
                    () -> occurrences().stream()
                            .filter(o -> o.has("report"))
                            .findFirst()
                            .orElse(null));
            assertThat(told.path("report").path("debugger").asText()).isEqualTo("eu-stack");
        }
    }

    private static void dropCores(Path cores, int number) throws Exception {
        var dump = new Dump(LabCrash.of("zlib", "zlib").core());
        var staged = cores.resolveSibling("staged");
        for (int pid : expectedPids(number)) {
            dump.copy(staged, pid);
            Files.move(staged, cores.resolve("core." + pid));
        }
    }

    /** Waits for one after the other, so that a storm may take as long as its debuggers need. */
    private long mostUntilAllAreTold(RunningRole sidecar) throws Exception {
        var most = new AtomicLong();
        for (int told = 0; told < CORES; ) {
            int before = told;
            told = sidecar.until("report " + (before + 1) + " of " + CORES, () -> {
                most.accumulateAndGet(sidecar.residentKib(), Math::max);
                int now = told();
                return now > before ? now : null;
            });
        }
        return most.get();
    }

    private int told() throws IOException {
        int told = 0;
        for (var directory : occurrenceDirectories()) {
            told += Files.exists(directory.resolve("report.txt")) ? 1 : 0;
        }
        return told;
    }

    private static long refused(RunningRole sidecar) throws Exception {
        var line = sidecar.metric("corewatch_dropped_total", "reason=\"not_elf\"");
        return line.isEmpty() ? 0 : (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static List<Integer> expectedPids(int number) {
        return IntStream.range(1_000_001, 1_000_001 + number).boxed().toList();
    }

    private List<Integer> pids() throws IOException {
        return occurrences().stream()
                .map(o -> o.path("identity").path("pid").asInt())
                .toList();
    }

    private List<JsonNode> occurrences() throws IOException {
        var found = new ArrayList<JsonNode>();
        for (var directory : occurrenceDirectories()) {
            var file = directory.resolve("occurrence.json");
            if (Files.exists(file)) {
                found.add(Json.mapper().readTree(Files.readString(file, UTF_8)));
            }
        }
        return found;
    }

    private List<Path> occurrenceDirectories() throws IOException {
        try (var directories = Files.list(dir.resolve("spool/spool"))) {
            return directories.filter(Files::isDirectory).toList();
        }
    }
}
