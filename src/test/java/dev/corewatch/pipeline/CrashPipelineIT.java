package dev.corewatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Workload;
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
import dev.corewatch.store.CoreStore;
import dev.corewatch.store.FilesystemStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The flow on a real spool and a real store; the debugger and the listeners are stand-ins. */
final class CrashPipelineIT {

    @TempDir
    Path temp;

    private final Fakes.Ear ear = new Fakes.Ear();
    private final ConcurrentLinkedQueue<Occurrence> told = new ConcurrentLinkedQueue<>();
    private Analyzer analyzer = (occurrence, core) -> Fakes.analysis();
    private Publisher publisher = (occurrence, group) -> told.add(occurrence);
    private @Nullable CoreStore store;
    private Hearing hearing = Hearing.NONE;
    private Absence absence = Absence.UNKNOWN;
    private SpoolLimits limits = new SpoolLimits(1 << 30, 1 << 30, 0, 1000);

    @SuppressWarnings("NullAway.Init") // every test starts it
    private Spool spool;

    @SuppressWarnings("NullAway.Init")
    private CrashPipeline pipeline;

    @BeforeEach
    void makeDirectories() throws IOException {
        Files.createDirectory(temp.resolve("cores"));
        store = new FilesystemStore(Files.createDirectory(temp.resolve("store")));
    }

    private void start() throws IOException {
        var layout = new SpoolLayout(temp.resolve("root"));
        var time = InstantSource.system();
        var settings = new SpoolSettings(layout, limits, RetentionRules.DEFAULT, null);
        spool = Spool.open(settings, new OccurrenceIds(time, new Random()), time, ear::dropped);
        var ports = new Ports(
                (occurrence, core) -> analyzer.analyze(occurrence, core),
                Fakes::report,
                (occurrence, group) -> Fakes.render(occurrence),
                List.of((occurrence, group) -> publisher.publish(occurrence, group)),
                store == null ? null : new Archive(store, "eu/west"),
                hearing,
                absence,
                ear);
        pipeline = new CrashPipeline(spool, ports, time, Duration.ofMillis(50));
        pipeline.start();
    }

    @AfterEach
    void stop() throws IOException {
        pipeline.close();
        spool.close();
    }

    private String crash(String name) throws Exception {
        var core = Cores.write(temp.resolve("cores").resolve(name), 8192, 1 << 20);
        var source = Cores.open(core);
        try (var file = source.file()) {
            assertThat(file.facts().size()).isEqualTo(1 << 20);
            return pipeline.take(source).occurrence().id();
        }
    }

    private void awaitStep(String id, Step step) throws Exception {
        Eventually.is(id + " is " + step, () -> !spool.state(id).step().isBefore(step));
    }

    @Test
    void leadsACrashFromItsCoreToTheStore() throws Exception {
        start();
        var id = crash("core");
        awaitStep(id, Step.DONE);

        assertThat(told).extracting(Occurrence::id).containsExactly(id);
        assertThat(told.element().revision()).isEqualTo(2);
        assertThat(spool.state(id).stored())
                .extracting("name")
                .containsExactly("occurrence.json", "report.txt", "core.zst");
        assertThat(temp.resolve("store/eu%2Fwest/default/thing-proxy/spool/" + id + "/report.txt"))
                .hasContent(id + " died\n");
        assertThat(temp.resolve("store/eu%2Fwest/default/thing-proxy/spool/" + id + "/analysis.json"))
                .doesNotExist();
        assertThat(ear.steps)
                .containsExactly(
                        "keep SUCCESS",
                        "analyze SUCCESS",
                        "group SUCCESS",
                        "publish SUCCESS",
                        "compress SUCCESS",
                        "upload SUCCESS");
    }

    @Test
    void sixtyCrashesAtOnceAreCountedOnceEach() throws Exception {
        start();
        for (int i = 0; i < 60; i++) {
            crash("core." + i);
        }
        Eventually.is("all told", () -> told.size() == 60);

        assertThat(told).extracting(Occurrence::id).isSorted().doesNotHaveDuplicates();
        assertThat(ear.groups.get("00c0ffee")).extracting("count").isEqualTo(60L);
        assertThat(ear.tallies.get(Cores.WORKLOAD.key()))
                .extracting("bySignal")
                .asString()
                .isEqualTo("{SIGSEGV=60}");
    }

    @Test
    void keepsTheNextCoreWhileADebuggerHangs() throws Exception {
        var hanging = new CountDownLatch(1);
        analyzer = (occurrence, core) -> {
            hanging.await();
            return Fakes.analysis();
        };
        start();
        crash("first");
        var second = crash("second");

        assertThat(spool.state(second).step()).isEqualTo(Step.KEPT);
        assertThat(told).isEmpty();
        hanging.countDown();
        awaitStep(second, Step.PUBLISHED);
    }

    @Test
    void aFailedAnalysisStillTellsOfTheCrashAndStopsNoOther() throws Exception {
        analyzer = (occurrence, core) -> {
            throw new IOException("gdb is not installed");
        };
        start();
        var first = crash("first");
        awaitStep(first, Step.PUBLISHED);

        assertThat(told.element().report()).extracting("notes").asString().contains("gdb is not installed");
        analyzer = (occurrence, core) -> Fakes.analysis();
        var second = crash("second");
        awaitStep(second, Step.DONE);
        assertThat(ear.tallies.get(Cores.WORKLOAD.key()))
                .extracting("bySignal")
                .asString()
                .isEqualTo("{SIGSEGV=2}");
    }

    @Test
    void aListenerThatFailsIsToldAgainAndTheNextCrashDoesNotWait() throws Exception {
        var failures = new AtomicInteger(3);
        publisher = (occurrence, group) -> {
            if (occurrence.id().equals(spool.states().getFirst().id()) && failures.getAndDecrement() > 0) {
                throw new IOException("connection refused");
            }
            told.add(occurrence);
        };
        start();
        var first = crash("first");
        var second = crash("second");
        awaitStep(first, Step.DONE);
        awaitStep(second, Step.DONE);

        assertThat(told).extracting(Occurrence::id).containsExactly(second, first);
        assertThat(ear.groups.get("00c0ffee")).extracting("count").isEqualTo(2L);
    }

    @Test
    void aCoreStaysUntilTheStoreIsBack() throws Exception {
        Files.delete(temp.resolve("store"));
        start();
        var id = crash("core");
        awaitStep(id, Step.COMPRESSED);
        Eventually.is("the upload has failed", () -> ear.steps.contains("upload FAILURE"));
        assertThat(spool.state(id).core().isHere()).isTrue();

        Files.createDirectory(temp.resolve("store"));
        awaitStep(id, Step.DONE);
        assertThat(spool.state(id).stored()).isNotEmpty();
    }

    @Test
    void aDroppedCoreIsStillACrash() throws Exception {
        limits = new SpoolLimits(4096, 1 << 30, 0, 1000);
        start();
        var id = crash("core");
        awaitStep(id, Step.DONE);

        assertThat(ear.drops).containsExactly(CoreGone.TOO_LARGE);
        assertThat(told.element().report()).extracting("signal.name").isEqualTo("SIGSEGV");
        assertThat(told.element().report()).extracting("notes").asString().contains("there is no core");
        assertThat(ear.tallies.get(Cores.WORKLOAD.key()))
                .extracting("bySignal")
                .asString()
                .isEqualTo("{SIGSEGV=1}");
        assertThat(ear.groups).isEmpty();
    }

    @Test
    void countsGoOnAfterARestartWhereTheyWere() throws Exception {
        start();
        awaitStep(crash("core"), Step.DONE);
        stop();
        ear.tallies.clear();
        ear.groups.clear();

        start();

        assertThat(ear.tallies.get(Cores.WORKLOAD.key()))
                .extracting("bySignal")
                .asString()
                .isEqualTo("{SIGSEGV=1}");
        assertThat(ear.groups.get("00c0ffee")).extracting("count").isEqualTo(1L);
    }

    /** Patience that no test runs out of, and of a kind that has none. */
    private static Hearing listening(Duration forWords, Duration forCore) {
        return new Hearing(Set.of(Testimony.Channel.WORDS), () -> {}, forWords, forCore);
    }

    private static Hearsay exit(int pid) {
        var identity = new Identity("boot", null, pid, null, null, Instant.now());
        var line = "[ALERT] Current worker (%d) exited with code 139 (Segmentation fault)".formatted(pid);
        var testimony = new Testimony(
                Testimony.Channel.WORDS,
                pid,
                null,
                CrashKind.UNKNOWN,
                Signal.numbered(11),
                null,
                List.of(),
                null,
                "2.6.12",
                List.of(line));
        return new Hearsay(identity, null, Cores.WORKLOAD, testimony);
    }

    @Test
    void aCoreAndTheMastersWordsAreOneCrashWhicheverComesFirst() throws Exception {
        hearing = listening(Duration.ofMinutes(5), Duration.ofMinutes(5));
        start();
        var coreFirst = crashNow("core.1", 7);
        assertThat(pipeline.hear(exit(7))).isEqualTo(coreFirst);
        var wordsFirst = pipeline.hear(exit(8));
        assertThat(crashNow("core.2", 8)).isEqualTo(wordsFirst);
        awaitStep(coreFirst, Step.DONE);
        awaitStep(wordsFirst, Step.DONE);

        assertThat(told).extracting(Occurrence::id).containsExactlyInAnyOrder(coreFirst, wordsFirst);
        assertThat(told).allSatisfy(occurrence -> {
            assertThat(occurrence.gaps()).isEmpty();
            assertThat(occurrence.report()).extracting("debugger").isEqualTo("gdb");
            assertThat(occurrence.report()).extracting("notes").asString().contains("exited with code 139");
        });
        assertCountedTimes(2);
    }

    @Test
    void wordsAloneAreACrashWithoutItsCore() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        start();
        var id = pipeline.hear(exit(7));
        awaitStep(id, Step.DONE);

        assertThat(told.element().gaps()).extracting("missing").containsExactly("core");
        assertThat(told.element().report()).extracting("signal.name").isEqualTo("SIGSEGV");
        assertThat(told.element().report()).extracting("notes").asString().contains("exited with code 139");
        assertThat(ear.groups).isEmpty();
    }

    @Test
    void aCoreThatComesAfterTheReportIsAnalysedAndCountedNoSecondTime() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        start();
        var id = pipeline.hear(exit(7));
        awaitStep(id, Step.DONE);
        assertThat(crashNow("core", 7)).isEqualTo(id);
        Eventually.is("told again", () -> told.size() == 2);
        awaitStep(id, Step.DONE);

        assertThat(told).extracting(Occurrence::revision).containsExactly(2, 3);
        assertThat(spool.occurrence(id).gaps()).isEmpty();
        assertThat(spool.state(id).stored()).extracting("name").contains("core.zst");
        assertCountedTimes(1);
    }

    @Test
    void wordsThatComeAfterTheReportAreAddedAndTheDebuggerIsNotAskedAgain() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        var asked = new AtomicInteger();
        analyzer = (occurrence, core) -> {
            asked.incrementAndGet();
            return Fakes.analysis();
        };
        start();
        var id = crashNow("core", 7);
        awaitStep(id, Step.DONE);
        assertThat(told.element().gaps()).extracting("missing").containsExactly("words");
        assertThat(pipeline.hear(exit(7))).isEqualTo(id);
        Eventually.is("told again", () -> told.size() == 2);
        awaitStep(id, Step.DONE);

        assertThat(spool.occurrence(id).gaps()).isEmpty();
        assertThat(asked).hasValue(1);
        assertCountedTimes(1);
    }

    @Test
    void theSameWordsHeardAgainChangeNothing() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        start();
        var words = exit(7);
        var id = pipeline.hear(words);
        awaitStep(id, Step.DONE);

        var again = new Hearsay(words.identity(), Instant.EPOCH, words.workload(), words.testimony());
        assertThat(pipeline.hear(again)).isEqualTo(id);

        assertThat(spool.state(id).step()).isEqualTo(Step.DONE);
        assertThat(told).hasSize(1);
    }

    @Test
    void otherWordsOnTheSameProcessAreNoOtherDeath() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        start();
        var words = exit(7);
        var process = new Identity("boot", null, 7, 4711L, 17, Instant.now());
        var id = pipeline.hear(new Hearsay(process, null, words.workload(), words.testimony()));
        var shorter = words.testimony().with(List.of());
        var later = new Identity("boot", null, 7, 4711L, 17, Instant.now().plusSeconds(60));

        assertThat(pipeline.hear(new Hearsay(later, null, words.workload(), shorter)))
                .isEqualTo(id);
        assertThat(spool.states()).hasSize(1);
    }

    @Test
    void aCoreWaitsForTheWordsOfThoseWhoseWordsAreFollowed() throws Exception {
        var patience = Duration.ofMinutes(5);
        hearing = new Hearing(Set.of(), () -> {}, patience, patience, death -> Objects.equals(death.pid(), 7));
        start();
        var followed = crashNow("followed", 7);
        pipeline.hear(exit(7));
        var other = crashNow("other", 8);
        awaitStep(followed, Step.DONE);
        awaitStep(other, Step.DONE);

        assertThat(told)
                .hasSize(2)
                .allSatisfy(occurrence -> assertThat(occurrence.gaps()).isEmpty());
    }

    @Test
    void aDamagedDocumentStopsNoOtherCrash() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        start();
        var damaged = pipeline.hear(exit(7));
        awaitStep(damaged, Step.DONE);
        Files.writeString(temp.resolve("root/spool").resolve(damaged).resolve("occurrence.json"), "{");

        var core = crashNow("core", 7);
        var words = pipeline.hear(exit(8));

        assertThat(List.of(damaged, core, words)).doesNotHaveDuplicates();
        awaitStep(core, Step.DONE);
        awaitStep(words, Step.DONE);
    }

    @Test
    void wordsHeldBackAreAskedForWhenPatienceEnds() throws Exception {
        hearing = new Hearing(Set.of(Testimony.Channel.WORDS), this::hearOfSeven, Duration.ZERO, Duration.ZERO);
        start();
        var id = crashNow("core", 7);
        awaitStep(id, Step.DONE);

        assertThat(told.element().id()).isEqualTo(id);
        assertThat(told.element().gaps()).isEmpty();
    }

    @Test
    void aCoreThatIsOnItsWayIsNotMissing() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        absence = new Told(7, "no matter");
        start();
        var coming = pipeline.hear(exit(7));
        awaitStep(pipeline.hear(exit(8)), Step.DONE);
        assertThat(spool.state(coming).step()).isEqualTo(Step.KEPT);
        assertThat(crashNow("core", 7)).isEqualTo(coming);
        awaitStep(coming, Step.DONE);

        assertThat(told.stream().filter(one -> one.id().equals(coming)))
                .singleElement()
                .satisfies(one -> assertThat(one.gaps()).isEmpty());
    }

    @Test
    void saysWhyThereIsNoCoreWhenThatWasForeseen() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        absence = new Told(7, "its core limit is 0");
        start();
        awaitStep(pipeline.hear(exit(8)), Step.DONE);

        assertThat(told.element().gaps()).extracting("reason").containsExactly("there is no core: its core limit is 0");
    }

    /** What is known of cores. */
    private record Told(int coming, String reason) implements Absence {

        @Override
        public boolean isComing(Identity death) {
            return death.pid() != null && death.pid() == coming;
        }

        @Override
        public String why(Identity death) {
            return reason;
        }
    }

    @Test
    void aLineOnNobodyInParticularIsOnWhoeverDiedThen() throws Exception {
        start();
        var core = crashNow("core", 7);
        var elsewhere = new Workload("else", "where", "c", null, null, null);

        assertThat(pipeline.hear(line(1, Instant.now(), elsewhere))).isEqualTo(core);
        assertThat(pipeline.hear(line(2, Instant.now(), elsewhere))).isNotEqualTo(core);
    }

    @Test
    void aCoreThatComesLateJoinsADeathOfNobodyInParticular() throws Exception {
        hearing = listening(Duration.ZERO, Duration.ZERO);
        start();
        var ago = pipeline.hear(line(1, Instant.now().minusSeconds(60), Cores.WORKLOAD));
        var now = pipeline.hear(line(2, Instant.now(), Cores.WORKLOAD));
        awaitStep(now, Step.DONE);
        assertThat(told).extracting(Occurrence::gaps).asString().contains("nobody saw this process");

        assertThat(crashNow("core", 7)).isEqualTo(now).isNotEqualTo(ago);
        assertThat(spool.occurrence(now).identity().pid()).isEqualTo(7);
        assertThat(crashNow("core.2", 8)).isNotIn(now, ago);
    }

    private static Hearsay line(int thread, Instant died, Workload workload) {
        var line = Testimony.ofKernel(thread, "haproxy", CrashKind.MEMORY, Signal.numbered(11), null, "line " + thread);
        return new Hearsay(new Identity("boot", null, null, null, null, died), null, workload, line);
    }

    private void hearOfSeven() {
        try {
            pipeline.hear(exit(7));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String crashNow(String name, int pid) throws Exception {
        var core = Cores.write(temp.resolve("cores").resolve(name), 8192, 1 << 20);
        var source = Cores.open(core);
        var identity = new Identity("boot", null, pid, null, null, Instant.now());
        try (var _ = source.file()) {
            return pipeline.take(new CoreSource(core, source.file(), source.image(), identity, Cores.WORKLOAD))
                    .occurrence()
                    .id();
        }
    }

    private void assertCountedTimes(long times) {
        assertThat(ear.tallies.get(Cores.WORKLOAD.key()))
                .extracting("bySignal")
                .asString()
                .isEqualTo("{SIGSEGV=%d}".formatted(times));
        assertThat(ear.groups.get("00c0ffee")).extracting("count").isEqualTo(times);
    }

    @Test
    void anAnalysisThatWasStoppedIsDoneAgainAndNotBelieved() throws Exception {
        var asked = new CountDownLatch(1);
        analyzer = (occurrence, core) -> {
            asked.countDown();
            new CountDownLatch(1).await();
            return Fakes.analysis();
        };
        start();
        var id = crash("core");
        asked.await();
        stop();
        assertThat(spool.state(id).step()).isEqualTo(Step.KEPT);

        analyzer = (occurrence, core) -> Fakes.analysis();
        start();
        awaitStep(id, Step.PUBLISHED);
        assertThat(told.element().report()).extracting("debugger").isEqualTo("gdb");
    }
}
