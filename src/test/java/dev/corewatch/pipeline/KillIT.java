package dev.corewatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.lab.Kills;
import dev.corewatch.spool.Cores;
import dev.corewatch.spool.SpoolCatalog;
import dev.corewatch.spool.SpoolLayout;
import dev.corewatch.spool.Step;
import dev.corewatch.store.FilesystemStore;
import dev.corewatch.store.StoreKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * kill -9 of a real process everywhere that matters. strace delivers SIGKILL as a thread enters its N-th fsync or unlink; every durable
 * change is a file's fsync, a rename and a directory's fsync, so the N-th fsyncs lie before and after each (a stride of two leaves out
 * the second of two that a kill can't tell apart). N rises until the process survives or dies in a later step. After each kill a second
 * process runs to its end, and what is left must be as if nothing had happened.
 *
 * <p>Four starting points, because strace counts per thread: a core nobody has seen (kills the thread that keeps), the same with a log that
 * tells of it, a core kept (kills the one that analyses and tells), a crash everybody was told of (kills the one that compresses and stores).
 */
final class KillIT {

    private static final int DATA = 65536;
    private static final int SIZE = 1 << 20;

    @TempDir
    Path temp;

    static Stream<Arguments> everywhere() {
        return Stream.of(
                Arguments.of("none", Step.KEPT, "fsync", 1, false, 12),
                Arguments.of("words", Step.KEPT, "fsync", 2, false, 9),
                Arguments.of("none", Step.KEPT, "fsync", 1, true, 12),
                Arguments.of("none", Step.KEPT, "unlink", 1, true, 1),
                Arguments.of("analyze", Step.PUBLISHED, "fsync", 2, false, 10),
                Arguments.of("after publish", Step.DONE, "fsync", 2, false, 6),
                Arguments.of("after publish", Step.DONE, "unlink", 1, false, 1));
    }

    /** Where a process was killed and what it had recorded there; null when it wasn't. */
    private record Kill(@Nullable Step recorded) {}

    @ParameterizedTest(name = "from {0} to {1}, at every {3}. {2}, core on another file system: {4}")
    @MethodSource("everywhere")
    void losesNothingAndRepeatsNothing(
            String reached, Step last, String call, int stride, boolean elsewhere, int atLeast) throws Exception {
        int kills = Kills.everywhere(stride, n -> {
            var kill = killAndResume(reached, call, n, elsewhere);
            return kill != null && (kill.recorded() == null || !last.isBefore(kill.recorded()));
        });
        assertThat(kills).as("places where " + call + " was killed").isGreaterThanOrEqualTo(atLeast);
    }

    private @Nullable Kill killAndResume(String reached, String call, int n, boolean elsewhere) throws Exception {
        var place = Files.createDirectory(temp.resolve(call + "-" + n));
        try (var cores = elsewhere ? Place.inMemory() : new Place(Files.createDirectory(place.resolve("cores")))) {
            Files.createDirectory(place.resolve("told"));
            Files.createDirectory(place.resolve("store"));
            if (reached.equals("words")) {
                Files.writeString(
                        place.resolve("log"), "Current worker (7) exited with code 139 (Segmentation fault)\n");
            }
            var core = Files.readAllBytes(Cores.write(cores.path().resolve("core.7"), DATA, SIZE));
            reach(reached, place, cores.path());
            boolean killed = Kills.isKilled(Kills.at(call, n), KillableProcess.class, place, cores.path(), "none");
            var kill = killed ? new Kill(recorded(place)) : null;
            if (killed) {
                assertThat(Kills.isKilled(List.of(), KillableProcess.class, place, cores.path(), "none"))
                        .isFalse();
            }
            assertOneCrash(call + " " + n + " from " + reached, place, cores.path(), core);
            return kill;
        }
    }

    private static @Nullable Step recorded(Path place) throws IOException {
        var occurrences = new SpoolCatalog(new SpoolLayout(place.resolve("root"))).occurrences();
        return occurrences.isEmpty() ? null : occurrences.getFirst().state().step();
    }

    /** A directory that goes when it is closed. */
    private record Place(Path path) implements AutoCloseable {

        static Place inMemory() throws IOException {
            return new Place(Files.createTempDirectory(Path.of("/dev/shm"), "corewatch"));
        }

        @Override
        public void close() throws IOException {
            try (var files = Files.walk(path)) {
                for (var file : files.toList().reversed()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Runs until it holds at this step, and kills it there. */
    private static void reach(String step, Path place, Path cores) throws Exception {
        if (step.equals("none") || step.equals("words")) {
            return;
        }
        var process = Kills.start(List.of(), KillableProcess.class, place, cores, step);
        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("holding");
        process.destroyForcibly().waitFor();
    }

    private static void assertOneCrash(String where, Path place, Path cores, byte[] core) throws IOException {
        var catalog = new SpoolCatalog(new SpoolLayout(place.resolve("root")));
        assertThat(cores).as(where).isEmptyDirectory();
        assertThat(catalog.occurrences()).as(where).hasSize(1);
        var state = catalog.occurrences().getFirst().state();
        assertThat(state.step()).as(where).isEqualTo(Step.DONE);
        assertThat(catalog.groups().all()).as(where).extracting("count").containsExactly(1L);
        assertThat(catalog.groups().tallies())
                .as(where)
                .extracting("bySignal")
                .asString()
                .isEqualTo("[{SIGSEGV=1}]");
        assertThat(place.resolve("told")).as(where).isDirectoryContaining(f -> f.endsWith(state.id() + "-2"));
        try (var told = Files.list(place.resolve("told"))) {
            assertThat(told).as(where).hasSize(1);
        }
        try (var opened = catalog.openCore(state, null)) {
            assertThat(opened.path()).as(where).hasBinaryContent(core);
        }
        var store = new FilesystemStore(place.resolve("store"));
        var key = StoreKey.of("default", "default", Cores.WORKLOAD.name(), "spool", state.id(), "core.zst");
        assertThat(store.verify(key).bytes()).as(where).isEqualTo(state.core().diskBytes());
        assertThat(place.resolve("root/set-aside")).as(where).isEmptyDirectory();
    }
}
