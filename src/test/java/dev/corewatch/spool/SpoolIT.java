package dev.corewatch.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corewatch.crash.Workload;
import dev.corewatch.system.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeping, on a real file system. */
final class SpoolIT {

    private static final SpoolLimits GENEROUS = new SpoolLimits(1 << 30, 1 << 30, 0, 1000);
    private static final int DEBUGGER = 64999;

    @TempDir
    Path temp;

    private final List<CoreGone> drops = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private SpoolLayout layout;
    private Path cores;
    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        layout = new SpoolLayout(temp.resolve("root"));
        cores = Files.createDirectory(temp.resolve("cores"));
        spool = open(GENEROUS);
    }

    private Spool open(SpoolLimits limits) throws IOException {
        var settings = new SpoolSettings(layout, limits, RetentionRules.DEFAULT, null);
        return Spool.open(settings, new OccurrenceIds(() -> now, new Random(1)), () -> now, drops::add);
    }

    private void reopen(SpoolLimits limits) throws IOException {
        spool.close();
        spool = open(limits);
    }

    @AfterEach
    void close() throws IOException {
        spool.close();
    }

    private Kept keep(Path core) throws IOException {
        var source = Cores.open(core);
        try (var file = source.file()) {
            assertThat(file.channel().isOpen()).isTrue();
            return spool.keep(source);
        }
    }

    @Test
    void renamesACoreOfTheSameFileSystem() throws Exception {
        var core = Cores.write(cores.resolve("core.1"), 8192, 1 << 20);
        long inode = FileFacts.ofName(core).inode();

        var id = keep(core).occurrence().id();

        assertThat(core).doesNotExist();
        assertThat(FileFacts.ofName(layout.core(id)).inode()).isEqualTo(inode);
        assertThat(spool.state(id).step()).isEqualTo(Step.KEPT);
        assertThat(spool.state(id).core().bytes()).isEqualTo(1 << 20);
        assertThat(spool.state(id).core().diskBytes()).isLessThan(1 << 17);
    }

    @Test
    void copiesACoreOfAnotherFileSystemAndLeavesHolesOut() throws Exception {
        try (var elsewhere = OtherFileSystem.make(temp)) {
            var core = Cores.write(elsewhere.path().resolve("core"), 8192, 1 << 20);
            var bytes = Files.readAllBytes(core);

            var id = keep(core).occurrence().id();

            assertThat(core).doesNotExist();
            assertThat(layout.core(id)).hasBinaryContent(bytes);
            assertThat(spool.state(id).core().diskBytes()).isEqualTo(8192);
        }
    }

    @Test
    void keepsWhatWasOpenedEvenIfTheNameHasBecomeALinkToSomethingElse() throws Exception {
        var core = Cores.write(cores.resolve("core"), 8192, 8192);
        var bytes = Files.readAllBytes(core);
        var shadow = Files.writeString(temp.resolve("shadow"), "root's secrets");
        var source = Cores.open(core);
        Files.delete(core);
        Files.createSymbolicLink(core, shadow);

        var id = spool.keep(source).occurrence().id();

        assertThat(layout.core(id)).hasBinaryContent(bytes);
        assertThat(shadow).hasContent("root's secrets");
        assertThat(spool.state(id).core().isHere()).isTrue();
        assertThat(temp.resolve("root/set-aside/core.taken/reason.txt"))
                .content()
                .contains("took the place");
    }

    @Test
    void aCoreOfferedTwiceIsOneOccurrence() throws Exception {
        var core = Cores.write(cores.resolve("core"), 8192, 8192);
        var first = Cores.open(core);
        var id = spool.keep(first).occurrence().id();
        Files.createLink(core, layout.core(id));

        assertThat(spool.keep(Cores.open(core))).isInstanceOf(Kept.Already.class);
        assertThat(spool.states()).hasSize(1);
        assertThat(core).doesNotExist();
    }

    @Test
    void letsOnlyTheDebuggersGroupReadACore() throws Exception {
        assumeThat(FileFacts.ofName(temp).uid())
                .as("only root may give a file away")
                .isZero();
        spool.close();
        var settings = new SpoolSettings(layout, GENEROUS, RetentionRules.DEFAULT, DEBUGGER);
        spool = Spool.open(settings, new OccurrenceIds(() -> now, new Random(1)), () -> now, drops::add);
        var core = Cores.write(cores.resolve("core"), 8192, 8192);
        Files.setAttribute(core, "unix:uid", 1234);
        Files.setPosixFilePermissions(core, PosixFilePermissions.fromString("rwxrwxrwx"));

        var id = keep(core).occurrence().id();

        assertThat(mode(layout.core(id))).isEqualTo("rw-r-----");
        assertThat(Files.getAttribute(layout.core(id), "unix:uid")).isEqualTo(0);
        assertThat(Files.getAttribute(layout.core(id), "unix:gid")).isEqualTo(DEBUGGER);
        assertThat(mode(layout.state(id))).isEqualTo("rw-------");
        assertThat(mode(layout.document(id))).isEqualTo("rw-------");
        assertThat(mode(layout.occurrence(id))).isEqualTo("rwx--x--x");
        assertThat(mode(layout.root())).isEqualTo("rwx--x--x");
        assertThat(mode(layout.groups())).isEqualTo("rwx------");
    }

    @Test
    void withoutADebuggerOfItsOwnNobodyElseReadsACore() throws Exception {
        var id = keep(Cores.write(cores.resolve("core"), 8192, 8192))
                .occurrence()
                .id();
        assertThat(mode(layout.core(id))).isEqualTo("rw-------");
    }

    @Test
    void aCoreOverTheLimitLeavesItsMetadata() throws Exception {
        reopen(new SpoolLimits(4096, 1 << 30, 0, 1000));

        var kept = keep(Cores.write(cores.resolve("core"), 4096, 8192));

        assertThat(kept).isInstanceOf(Kept.Dropped.class);
        assertThat(drops).containsExactly(CoreGone.TOO_LARGE);
        assertThat(cores).isEmptyDirectory();
        var occurrence = spool.occurrence(kept.occurrence().id());
        assertThat(occurrence.core()).extracting("reason").asString().contains("max-core-bytes");
        assertThat(occurrence.gaps()).extracting("missing").containsExactly("core");
        assertThat(spool.state(occurrence.id()).step()).isEqualTo(Step.KEPT);
        assertThat(spool.state(occurrence.id()).signal()).extracting("name").isEqualTo("SIGSEGV");
    }

    @Test
    void ofSixtyCoresInAMinuteTheAllowedOnesAreKeptAndAllAreKnown() throws Exception {
        reopen(new SpoolLimits(1 << 30, 1 << 30, 0, 10));
        for (int i = 0; i < 60; i++) {
            keep(Cores.write(cores.resolve("core." + i), 4096, 4096));
        }
        assertThat(spool.states()).hasSize(60);
        assertThat(spool.states()).filteredOn(s -> s.core().isHere()).hasSize(10);
        assertThat(drops).hasSize(50).containsOnly(CoreGone.TOO_FREQUENT);

        var other = new Workload("default", "other", "haproxy", null, null, null);
        var core = Cores.write(cores.resolve("other"), 4096, 4096);
        assertThat(spool.keep(Cores.open(core, other))).isInstanceOf(Kept.Core.class);
        now = now.plusSeconds(61);
        assertThat(keep(Cores.write(cores.resolve("later"), 4096, 4096))).isInstanceOf(Kept.Core.class);
    }

    @Test
    void aFullSpoolDropsTheNewWhileTheOldAreUnderWayAndTheOldOnceTheyAreSettled() throws Exception {
        reopen(new SpoolLimits(1 << 30, 20_000, 0, 1000));
        var first =
                keep(Cores.write(cores.resolve("1"), 16384, 16384)).occurrence().id();
        assertThat(keep(Cores.write(cores.resolve("2"), 16384, 16384))).isInstanceOf(Kept.Dropped.class);
        assertThat(drops).containsExactly(CoreGone.SPOOL_FULL);

        analyzed(first);
        spool.compress(first);
        assertThat(keep(Cores.write(cores.resolve("3"), 16384, 16384))).isInstanceOf(Kept.Core.class);

        assertThat(spool.state(first).core().gone()).isEqualTo(CoreGone.MADE_ROOM);
        assertThat(layout.compressedCore(first)).doesNotExist();
        assertThat(spool.occurrence(first).id()).isEqualTo(first);
        assertThat(drops).hasSize(1);
    }

    @Test
    void compressesACoreAndOpensItAgain() throws Exception {
        var core = Cores.write(cores.resolve("core"), 100_000, 8 << 20);
        var bytes = Files.readAllBytes(core);
        var id = keep(core).occurrence().id();

        spool.compress(id);

        assertThat(layout.core(id)).doesNotExist();
        assertThat(spool.state(id).core().form()).isEqualTo(HeldCore.Form.ZSTD);
        assertThat(spool.state(id).core().diskBytes())
                .isEqualTo(Files.size(layout.compressedCore(id)))
                .isLessThan(110_000);
        Path copy;
        try (var opened = new SpoolCatalog(layout).openCore(spool.state(id), null)) {
            copy = opened.path();
            assertThat(copy).hasBinaryContent(bytes);
        }
        assertThat(copy).doesNotExist();
    }

    @Test
    void keepsTheRawCoreWhenCompressingFails() throws Exception {
        var id = keep(Cores.write(cores.resolve("core"), 4096, 4096))
                .occurrence()
                .id();
        Files.createDirectories(layout.occurrence(id).resolve("core.zst.part").resolve("in-the-way"));
        analyzed(id);

        spool.compress(id);

        assertThat(spool.state(id).step()).isEqualTo(Step.COMPRESSED);
        assertThat(spool.state(id).core().form()).isEqualTo(HeldCore.Form.RAW);
        assertThat(layout.core(id)).exists();
    }

    @Test
    void setsAsideWhatItCannotReadAndGoesOnWithTheRest() throws Exception {
        var good =
                keep(Cores.write(cores.resolve("1"), 4096, 4096)).occurrence().id();
        var bad = keep(Cores.write(cores.resolve("2"), 8192, 8192)).occurrence().id();
        var cut =
                keep(Cores.write(cores.resolve("3"), 12288, 12288)).occurrence().id();
        Files.writeString(layout.state(bad), "{\"schema\":1,\"id\":");
        Files.delete(layout.state(cut));
        Files.createDirectory(layout.occurrences().resolve("half-made"));
        Files.writeString(layout.occurrences().resolve("stray"), "?");

        reopen(GENEROUS);

        assertThat(spool.states()).extracting(State::id).containsExactly(good);
        assertThat(layout.setAside().resolve(bad).resolve("reason.txt"))
                .content()
                .contains("state.json");
        assertThat(layout.setAside().resolve(cut).resolve(cut).resolve("core")).exists();
        assertThat(layout.setAside().resolve("stray/stray")).exists();
        assertThat(layout.occurrences().resolve("half-made")).doesNotExist();
    }

    @Test
    void anUnfinishedCrashWithoutItsDocumentIsSetAsideWithItsCore() throws Exception {
        var id = keep(Cores.write(cores.resolve("core"), 4096, 4096))
                .occurrence()
                .id();
        Files.delete(layout.document(id));

        reopen(GENEROUS);

        assertThat(spool.states()).isEmpty();
        assertThat(layout.setAside().resolve(id).resolve(id).resolve("core")).exists();
    }

    @Test
    void whatWasSetAsideGoesWhenItIsTooOld() throws Exception {
        Files.writeString(layout.occurrences().resolve("stray"), "?");
        reopen(GENEROUS);
        assertThat(layout.setAside().resolve("stray")).exists();

        now = Instant.now().plus(Duration.ofDays(91));
        reopen(GENEROUS);

        assertThat(layout.setAside()).isEmptyDirectory();
    }

    @Test
    void countsTwoWorkloadsWithOneSignatureApartAndRemembersWhatAPersonSaid() throws Exception {
        var groups = spool.groups();
        var other = new Workload("default", "../other", "haproxy", null, null, null);
        for (var workload : List.of(Cores.WORKLOAD, other, other)) {
            var core = Cores.write(cores.resolve("core"), 4096, 4096);
            var occurrence = spool.keep(Cores.open(core, workload)).occurrence();
            analyzed(occurrence.id());
            spool.group(spool.occurrence(occurrence.id()));
        }
        groups.acknowledge(groups.all().getFirst(), "known since May", now);

        assertThat(groups.all())
                .extracting("workload.name", "count", "acknowledged")
                .containsExactly(tuple("../other", 2L, true), tuple("thing-proxy", 1L, false));
        assertThat(groups.tallies()).extracting("bySignal").asString().isEqualTo("[{unknown=2}, {unknown=1}]");
    }

    @Test
    void aDamagedGroupIsSetAsideAndCountedAnew() throws Exception {
        for (int i = 0; i < 2; i++) {
            var core = Cores.write(cores.resolve("core"), 4096, 4096);
            var occurrence = spool.keep(Cores.open(core)).occurrence();
            analyzed(occurrence.id());
            assertThat(spool.group(spool.occurrence(occurrence.id())).group())
                    .extracting("count")
                    .isEqualTo(1L);
            Files.writeString(layout.group(Cores.WORKLOAD, "c0ffee"), "}");
        }
        assertThat(layout.setAside().resolve("c0ffee.json/c0ffee.json")).hasContent("}");
        assertThat(spool.groups().tallies()).extracting("bySignal").asString().isEqualTo("[{unknown=2}]");
    }

    @Test
    void aCoreThatVanishedWhileItWasKeptIsStillKnown() throws Exception {
        var id = keep(Cores.write(cores.resolve("core"), 4096, 4096))
                .occurrence()
                .id();
        Files.delete(layout.core(id));
        var state = spool.state(id).at(Step.KEEPING);
        spool.close();
        Documents.write(layout.state(id), state);

        spool = open(GENEROUS);

        assertThat(spool.state(id).core().gone()).isEqualTo(CoreGone.VANISHED);
        assertThat(drops).containsExactly(CoreGone.VANISHED);
    }

    @Test
    void forgetsOccurrencesThatAreTooOld() throws Exception {
        var id = keep(Cores.write(cores.resolve("core"), 4096, 4096))
                .occurrence()
                .id();
        analyzed(id);
        spool.compress(id);
        now = now.plus(Duration.ofDays(91));

        reopen(GENEROUS);

        assertThat(spool.states()).isEmpty();
        assertThat(layout.occurrences()).isEmptyDirectory();
    }

    @Test
    void forgetsNothingBecauseTheClockWasSetForward() throws Exception {
        var id = keepSettled("core");
        now = now.plus(Duration.ofDays(400));

        spool.tidy();

        assertThat(spool.states()).extracting(State::id).containsExactly(id);
    }

    @Test
    void goesOnInOrderWhenTheClockIsSetBackAcrossAStart() throws Exception {
        var before = keepSettled("before");
        now = now.minus(Duration.ofDays(3));
        reopen(GENEROUS);

        var after = keepSettled("after");

        assertThat(after).isGreaterThan(before);
        assertThat(spool.states()).extracting(State::id).containsExactly(before, after);
    }

    @Test
    void doesNotTakeTheCoresOfAClockThatWasAheadForThoseOfTheLastMinute() throws Exception {
        reopen(new SpoolLimits(1 << 30, 1 << 30, 0, 2));
        keepSettled("1");
        keepSettled("2");
        now = now.minus(Duration.ofDays(3));

        assertThat(keep(Cores.write(cores.resolve("3"), 4096, 4096))).isInstanceOf(Kept.Core.class);
    }

    @Test
    void keepsTheNewestCoresOfAGroupWhenTheClockWasSetBack() throws Exception {
        for (int i = 0; i < RetentionRules.DEFAULT.coresPerGroup(); i++) {
            keepSettled("before" + i);
        }
        now = now.minus(Duration.ofDays(3));
        var newest = keepSettled("after");

        spool.tidy();

        assertThat(spool.state(newest).core().isHere()).isTrue();
        assertThat(spool.states().getFirst().core().gone()).isEqualTo(CoreGone.SUPERSEDED);
    }

    private String keepSettled(String name) throws IOException {
        var id = keep(Cores.write(cores.resolve(name), 4096, 4096)).occurrence().id();
        analyzed(id);
        spool.compress(id);
        return id;
    }

    @Test
    void findsAnOccurrenceByTheBeginningOfItsId() throws Exception {
        var id = keep(Cores.write(cores.resolve("core"), 4096, 4096))
                .occurrence()
                .id();
        var catalog = new SpoolCatalog(layout);
        assertThat(catalog.find(id.substring(0, 6).toUpperCase(Locale.ROOT))
                        .state()
                        .id())
                .isEqualTo(id);
        assertThat(catalog.occurrences()).extracting(e -> e.occurrence().id()).containsExactly(id);
    }

    private void analyzed(String id) throws IOException {
        var known = spool.known(id);
        spool.analyzed(known, known.occurrence().reported(Cores.report("c0ffee"), List.of()));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
