package dev.corewatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corewatch.analyze.testimony.Reconciled;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.spool.Cores;
import dev.corewatch.spool.OccurrenceIds;
import dev.corewatch.spool.RetentionRules;
import dev.corewatch.spool.Spool;
import dev.corewatch.spool.SpoolLayout;
import dev.corewatch.spool.SpoolLimits;
import dev.corewatch.spool.SpoolSettings;
import dev.corewatch.spool.Step;
import dev.corewatch.spool.Tally;
import dev.corewatch.store.FilesystemStore;
import dev.corewatch.system.FullDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disk of spool and store fills up between two steps, and has room again later: nothing is lost, nothing is counted twice. */
@Timeout(120)
final class FullDiskIT {

    private static final InstantSource TIME = InstantSource.system();

    @TempDir
    Path temp;

    private final Fakes.Ear ear = new Fakes.Ear();
    private Path mount = Path.of("");
    private final Analysis analysis = Fakes.analysis().noting(List.of("x".repeat(200_000)));
    private volatile String fillAfter = "";
    private volatile int leave;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mount = Files.createDirectory(temp.resolve("small"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", mount.toString()) == 0;
        assumeThat(mounted).as("only root may mount").isTrue();
        Files.createDirectory(mount.resolve("store"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", mount.toString()))
                    .as("no file is left open")
                    .isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "keep, 0, analyze",
        "scratch, 0, analyze",
        "asked, 65536, analyze",
        "analyze, 0, group",
        "group, 0, publish",
        "told, 524288, upload",
        "compress, 0, upload"
    })
    void goesOnWhereItWasWhenThereIsRoomAgain(String last, int free, String failing) throws Exception {
        fillAfter = last;
        leave = free;
        try (var spool = open();
                var pipeline = pipeline(spool)) {
            take(pipeline);
            pipeline.start();
            Eventually.is(failing + " fails", () -> times(failing + " FAILURE") > Analyses.ATTEMPTS);
            Files.deleteIfExists(mount.resolve("ballast"));
            assertIsWhole(spool);
        }
    }

    private void assertIsWhole(Spool spool) throws Exception {
        Eventually.is("it is done", () -> spool.states().getFirst().step() == Step.DONE);
        var state = spool.states().getFirst();
        var report = spool.occurrence(state.id()).report();
        assertThat(report)
                .isEqualTo(Fakes.report(spool.occurrence(state.id()), new Reconciled(analysis, null, null, List.of())));
        assertThat(spool.groups().tallies()).extracting("bySignal").asString().isEqualTo("[{SIGSEGV=1}]");
        assertThat(spool.groups().all()).extracting("count").containsExactly(1L);
        assertThat(state.core().isHere()).isTrue();
        assertThat(state.stored()).extracting("name").contains("occurrence.json", "report.txt");
        assertThat(ear.drops).isEmpty();
        try (var files = Files.walk(mount)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".tmp") || name.endsWith(".part"));
        }
    }

    private long times(String step) {
        return ear.steps.stream().filter(step::equals).count();
    }

    private void take(CrashPipeline pipeline) throws Exception {
        var source = Cores.open(Cores.write(temp.resolve("core"), 1 << 20, 1 << 20));
        try (var file = source.file()) {
            assertThat(file.facts().size()).isEqualTo(1 << 20);
            pipeline.take(source);
        }
    }

    private Spool open() throws IOException {
        var limits = new SpoolLimits(1 << 30, 1 << 30, 0, 1000);
        var settings = new SpoolSettings(new SpoolLayout(mount.resolve("root")), limits, RetentionRules.DEFAULT, null);
        return Spool.open(settings, new OccurrenceIds(TIME, new Random()), TIME, ear.drops::add);
    }

    private CrashPipeline pipeline(Spool spool) {
        var ports = new Ports(
                this::analyze,
                Fakes::report,
                (occurrence, group) -> Fakes.render(occurrence),
                List.of((occurrence, group) -> fillAfter("told")),
                new Archive(new FilesystemStore(mount.resolve("store")), "default"),
                Hearing.NONE,
                Absence.UNKNOWN,
                new Filling());
        return new CrashPipeline(spool, ports, TIME, Duration.ofMillis(20));
    }

    private Analysis analyze(Occurrence occurrence, Path core) throws IOException {
        if (fillAfter.equals("scratch") && times("analyze FAILURE") <= Analyses.ATTEMPTS) {
            throw new IOException("/tmp/scratch: No space left on device");
        }
        fillAfter("asked");
        return analysis;
    }

    private void fillAfter(String moment) {
        if (fillAfter.equals(moment)) {
            fillAfter = "";
            fill();
        }
    }

    private void fill() {
        var zeros = ByteBuffer.allocate(4096);
        try (var out =
                FileChannel.open(mount.resolve("ballast"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (true) {
                out.write(zeros.rewind());
            }
        } catch (IOException full) {
            assertThat(FullDisk.is(full)).isTrue();
        }
        shorten(mount.resolve("ballast"));
    }

    private void shorten(Path ballast) {
        try (var out = FileChannel.open(ballast, StandardOpenOption.WRITE)) {
            out.truncate(out.size() - leave);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Fills the disk when a step has ended, before the next one begins. */
    private final class Filling implements Observer {

        @Override
        public void step(String step, Outcome outcome, Duration took) {
            ear.step(step, outcome, took);
            fillAfter(step);
        }

        @Override
        public void dropped(CoreGone why) {
            ear.dropped(why);
        }

        @Override
        public void crashes(Tally tally) {
            ear.crashes(tally);
        }

        @Override
        public void group(Group group) {
            ear.group(group);
        }
    }
}
