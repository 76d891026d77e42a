package dev.corewatch.pipeline;

import dev.corewatch.analyze.testimony.HaproxyLog;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Testimony;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.spool.CoreSource;
import dev.corewatch.spool.Cores;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.spool.OccurrenceIds;
import dev.corewatch.spool.RetentionRules;
import dev.corewatch.spool.Spool;
import dev.corewatch.spool.SpoolLayout;
import dev.corewatch.spool.SpoolLimits;
import dev.corewatch.spool.SpoolSettings;
import dev.corewatch.spool.Step;
import dev.corewatch.spool.Tally;
import dev.corewatch.store.FilesystemStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A corewatch to be killed: takes every core of a directory, hears what a log says of each, leads them to the store, and ends. Its listener is idempotent as
 * {@link Publisher} asks: what it told is a file named by id and revision. Asked to hold at a step, it says so and waits there for the kill.
 */
final class KillableProcess {

    /** A kill and its restart are over within this; only a log that is there is waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path told;
    private final String hold;

    private KillableProcess(Path told, String hold) {
        this.told = told;
        this.hold = hold;
    }

    /** Arguments: directory, directory of cores, step to hold at (or none). */
    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        new KillableProcess(directory.resolve("told"), arguments[2]).run(directory, Path.of(arguments[1]));
    }

    private void run(Path directory, Path cores) throws Exception {
        var time = InstantSource.system();
        var settings = new SpoolSettings(
                new SpoolLayout(directory.resolve("root")),
                new SpoolLimits(1 << 30, 1 << 30, 0, 1000),
                RetentionRules.DEFAULT,
                null);
        try (var spool = Spool.open(settings, new OccurrenceIds(time, new Random()), time, gone -> {});
                var pipeline = new CrashPipeline(spool, ports(directory), time, Duration.ofSeconds(60))) {
            pipeline.start();
            hearOfAll(directory, pipeline);
            takeAll(cores, pipeline);
            Eventually.is("all done", () -> spool.states().stream().allMatch(s -> s.step() == Step.DONE));
        }
    }

    private static void takeAll(Path cores, CrashPipeline pipeline) throws Exception {
        try (var files = Files.list(cores)) {
            for (var core : files.toList()) {
                var source = Cores.open(core);
                var identity = died(source.file().facts().modified());
                pipeline.take(new CoreSource(core, source.file(), source.image(), identity, Cores.WORKLOAD));
            }
        }
    }

    /** A log that is read from the same place after each kill. */
    private static void hearOfAll(Path directory, CrashPipeline pipeline) throws IOException {
        var log = directory.resolve("log");
        if (Files.exists(log)) {
            var words = new HaproxyLog();
            var death = words.read(Files.readString(log).strip());
            var latest = Files.getLastModifiedTime(log).toInstant();
            pipeline.hear(
                    new Hearsay(died(latest), Instant.EPOCH, Cores.WORKLOAD, Objects.requireNonNull(death, "a death")));
        }
    }

    private static Identity died(Instant at) {
        return new Identity("boot", null, 7, null, null, at);
    }

    private Ports ports(Path directory) {
        return new Ports(
                (occurrence, core) -> {
                    holdAt("analyze");
                    return Fakes.analysis();
                },
                Fakes::report,
                (occurrence, group) -> Fakes.render(occurrence),
                List.of((occurrence, group) -> tell(occurrence)),
                new Archive(new FilesystemStore(directory.resolve("store")), "default"),
                Files.exists(directory.resolve("log"))
                        ? new Hearing(Set.of(Testimony.Channel.WORDS), () -> {}, PATIENCE, PATIENCE)
                        : Hearing.NONE,
                Absence.UNKNOWN,
                new Holding());
    }

    private void tell(Occurrence occurrence) throws IOException {
        try {
            Files.createFile(told.resolve(occurrence.id() + "-" + occurrence.revision()));
        } catch (FileAlreadyExistsException e) {
            // told before the kill
        }
    }

    private void holdAt(String step) throws InterruptedException {
        if (hold.equals(step)) {
            System.out.println("holding");
            new CountDownLatch(1).await();
        }
    }

    /** Holds after a step. */
    private final class Holding implements Observer {

        @Override
        public void step(String step, Outcome outcome, Duration took) {
            try {
                holdAt("after " + step);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void dropped(CoreGone why) {}

        @Override
        public void crashes(Tally tally) {}

        @Override
        public void group(Group group) {}
    }
}
