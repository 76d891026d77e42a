package dev.corewatch.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corewatch.system.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool on a file system of two megabytes. */
final class DiskFullIT {

    private static final int MIB = 1 << 20;

    @TempDir
    Path temp;

    private final List<CoreGone> drops = new ArrayList<>();
    private Path mount;
    private Path core;

    @BeforeEach
    void mount() throws Exception {
        mount = Files.createDirectory(temp.resolve("small"));
        core = temp.resolve("core");
        assumeThat(FileFacts.ofName(temp).uid()).as("only root may mount").isZero();
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", mount.toString()))
                .as("a tmpfs can be mounted")
                .isZero();
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", mount.toString());
    }

    @Test
    void aCoreThatFillsTheDiskIsDroppedAndItsCrashIsKnown() throws Exception {
        Cores.write(core, 4 * MIB, 4 * MIB);
        try (var spool = open(-4 * MIB)) { // as if others took the space after it was measured
            var kept = keep(spool);

            assertThat(kept).isInstanceOf(Kept.Dropped.class);
            assertThat(drops).containsExactly(CoreGone.DISK_FULL);
            assertThat(core).doesNotExist();
            assertThat(spool.state(kept.occurrence().id()).step()).isEqualTo(Step.KEPT);
        }
        try (var spool = open(0)) {
            assertThat(spool.states()).extracting(s -> s.core().gone()).containsExactly(CoreGone.DISK_FULL);
        }
    }

    @Test
    void aCoreThatWouldLeaveTooLittleSpaceIsNotCopiedAtAll() throws Exception {
        Cores.write(core, MIB, MIB);
        try (var spool = open(3 * MIB / 2)) {
            assertThat(keep(spool)).isInstanceOf(Kept.Dropped.class);
            assertThat(drops).containsExactly(CoreGone.DISK_LOW);
        }
    }

    @Test
    void withoutRoomForItsMetadataACoreStaysWhereItIsUntilThereIs() throws Exception {
        Cores.write(core, 8192, 8192);
        try (var spool = open(0)) {
            var ballast = mount.resolve("ballast");
            assertThat(run("sh", "-c", "cat /dev/zero > " + ballast))
                    .as("the disk is full")
                    .isNotZero();

            assertThatThrownBy(() -> keep(spool)).isInstanceOf(IOException.class);
            assertThat(core).exists();
            assertThat(spool.states()).isEmpty();

            Files.delete(ballast);
            assertThat(keep(spool)).isInstanceOf(Kept.Core.class);
            assertThat(spool.states()).hasSize(1);
            assertThat(drops).isEmpty();
        }
    }

    @Test
    void anOldCoreMakesRoomForANewOneThoughItsEndCanNotBeRecordedFirst() throws Exception {
        try (var spool = open(0)) {
            var old = keepOld(spool);
            assertThat(run("sh", "-c", "cat /dev/zero > " + mount.resolve("ballast")))
                    .isNotZero();
            Cores.write(core, MIB / 4, MIB / 4);

            assertThat(keep(spool)).isInstanceOf(Kept.Core.class);

            assertThat(spool.state(old).core().gone()).isEqualTo(CoreGone.MADE_ROOM);
            assertThat(spool.states()).hasSize(2);
        }
    }

    private String keepOld(Spool spool) throws IOException {
        Cores.write(core, MIB, MIB);
        var id = keep(spool).occurrence().id();
        var known = spool.known(id);
        spool.analyzed(known, known.occurrence().reported(Cores.report("c0ffee"), List.of()));
        spool.compress(id);
        return id;
    }

    private Spool open(long freeBytes) throws IOException {
        var limits = new SpoolLimits(1 << 30, 1 << 30, freeBytes, 1000);
        var layout = new SpoolLayout(mount.resolve("root"));
        var time = InstantSource.system();
        var settings = new SpoolSettings(layout, limits, RetentionRules.DEFAULT, null);
        return Spool.open(settings, new OccurrenceIds(time, new Random()), time, drops::add);
    }

    private Kept keep(Spool spool) throws IOException {
        var source = Cores.open(core);
        try (var file = source.file()) {
            assertThat(file.facts().size()).isEqualTo(Files.size(core));
            return spool.keep(source);
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
