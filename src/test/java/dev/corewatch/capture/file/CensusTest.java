package dev.corewatch.capture.file;

import static dev.corewatch.capture.elf.SyntheticCore.elfPage;
import static dev.corewatch.capture.elf.SyntheticCore.segfault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.elf.SyntheticCore;
import dev.corewatch.crash.CoreProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of each file, with a clock and processes of its own. */
final class CensusTest {

    private static final byte[] CORE =
            segfault().memory(0x600000, new byte[4096], 4096, 6).build();
    private static final byte[] CUT = Arrays.copyOf(CORE, CORE.length - 1000);

    @TempDir
    Path directory;

    private final Heard heard = new Heard();
    private Instant now = Instant.now();
    private Duration set = Duration.ZERO;
    private Liveness.State process = Liveness.State.UNKNOWN;
    private final Census census = new Census(Duration.ofSeconds(10), new FakeLiveness(), clocks(), heard);

    @Test
    void takesAWholeCoreAtOnceAndOnlyOnce() throws IOException {
        var path = write("core.7", CORE);
        census.scan(names());
        census.scanAll(names());
        census.look(path);
        assertThat(heard.found).hasSize(1);
        assertThat(heard.found.getFirst().image().process().pid()).isEqualTo(7);
        assertThat(heard.found.getFirst().image().facts().complete()).isTrue();
    }

    @Test
    void waitsForACoreThatGrows() throws IOException {
        var path = write("core.7", Arrays.copyOf(CORE, 30));
        census.look(path);
        for (int length = 100; length < CORE.length; length += 700) {
            write("core.7", Arrays.copyOf(CORE, length));
            pass(9);
            assertThat(heard.found).isEmpty();
        }
        write("core.7", CORE);
        pass(1);
        assertThat(heard.found)
                .singleElement()
                .matches(core -> core.image().facts().complete());
    }

    @Test
    void takesACutCoreWhenItHasNotChangedForTenSecondsAndSaysTheSizes() throws IOException {
        census.look(write("core.7", CUT));
        pass(9);
        assertThat(heard.found).isEmpty();
        pass(1);
        var facts = heard.found.getFirst().image().facts();
        assertThat(facts.complete()).isFalse();
        assertThat(facts.bytes()).isEqualTo(CUT.length);
        assertThat(facts.missingBytes()).isEqualTo(1000);
    }

    @Test
    void takesACutCoreAsSoonAsItsProcessIsGone() throws IOException {
        process = Liveness.State.ALIVE;
        census.look(write("core.7", CUT));
        pass(1);
        assertThat(heard.found).isEmpty();
        process = Liveness.State.GONE;
        pass(1);
        assertThat(heard.found).hasSize(1);
    }

    @Test
    void leavesAnEmptyFileAloneWhileItIsYoung() throws IOException {
        census.look(write("core.7", new byte[0]));
        pass(9);
        assertThat(heard.refusals()).isZero();
        pass(1);
        assertThat(heard.refused("core.7")).containsExactly(Refusal.EMPTY);
    }

    @Test
    void refusesWhatIsNoCoreOnceWithItsReason() throws IOException {
        byte[] hostile = CORE.clone();
        Arrays.fill(hostile, 72, 80, (byte) 0xFF);
        write("hostile", hostile);
        write("program", elfPage(new byte[20]));
        write("other-machine", segfault().machine(40).build());
        old(write("text", new byte[] {'h', 'e', 'l', 'l', 'o'}));
        census.scanAll(names());
        census.scanAll(names());
        assertThat(heard.refused("hostile")).containsExactly(Refusal.HOSTILE);
        assertThat(heard.refused("program")).containsExactly(Refusal.NOT_A_CORE);
        assertThat(heard.refused("other-machine")).containsExactly(Refusal.UNSUPPORTED);
        assertThat(heard.refused("text")).containsExactly(Refusal.NOT_ELF);
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void refusesStrangeNamesWhateverTheyHold() throws IOException {
        write("core\n7", CORE);
        write("core..7", CORE);
        census.scan(names());
        assertThat(heard.found).isEmpty();
        assertThat(heard.refused("core\n7")).containsExactly(Refusal.STRANGE_NAME);
        assertThat(heard.refused("core..7")).containsExactly(Refusal.STRANGE_NAME);
    }

    @Test
    void refusesAHardLinkUntilItsOtherNameIsGone() throws IOException {
        var elsewhere = Files.createLink(directory.resolve("elsewhere"), write("core.7", CORE));
        census.scan(names());
        assertThat(heard.found).isEmpty();
        assertThat(heard.refused("core.7")).containsExactly(Refusal.HARD_LINK);
        Files.delete(elsewhere);
        census.scanAll(names());
        assertThat(heard.found).hasSize(1);
    }

    @Test
    void looksAtARefusedFileAgainWhenItHasChanged() throws IOException {
        write("core.7", elfPage(new byte[20]));
        census.scan(names());
        write("core.7", CORE);
        census.scanAll(names());
        assertThat(heard.refused("core.7")).hasSize(1);
        assertThat(heard.found).hasSize(1);
    }

    @Test
    void offersACoreAgainThatCouldNotBeKept() throws IOException {
        heard.failuresToCome = 1;
        write("core.7", CORE);
        census.scan(names());
        assertThat(heard.failures).hasSize(1);
        census.scan(names());
        assertThat(heard.found).isEmpty();
        census.scanAll(names());
        assertThat(heard.found).hasSize(1);
    }

    @Test
    void takesAnotherCoreUnderANameThatWasFree() throws IOException {
        var path = write("core", CORE);
        census.scan(names());
        Files.delete(path);
        census.scan(names());
        write("core", SyntheticCore.segfaultOf(8).build());
        census.scan(names());
        assertThat(heard.found).extracting(core -> core.image().process().pid()).containsExactly(7, 8);
    }

    @Test
    void doesNotBelieveATimeOfDeathInTheFuture() throws IOException {
        var path = write("core.7", CORE);
        Files.setLastModifiedTime(path, FileTime.from(now.plusSeconds(3600)));
        census.scan(names());
        assertThat(heard.found.getFirst().timeOfDeath()).isEqualTo(now);
    }

    @Test
    void looksOftenAtFirstAndSeldomLater() throws IOException {
        assertThat(census.pause()).isEmpty();
        census.look(write("core.7", CUT));
        assertThat(census.pause()).contains(Duration.ofMillis(10));
        now = now.plusSeconds(5);
        assertThat(census.pause()).contains(Duration.ofMillis(250));
    }

    @Test
    void doesNotTakeACoreThatIsStillWrittenBecauseTheClockWasSetForward() throws IOException {
        census.look(write("core.7", CUT));
        set = Duration.ofDays(2);
        pass(1);
        assertThat(heard.found).isEmpty();
        pass(9);
        assertThat(heard.found).hasSize(1);
    }

    @Test
    void doesNotWaitForDaysBecauseTheClockWasSetBack() throws IOException {
        census.look(write("core.7", CUT));
        census.look(write("empty", new byte[0]));
        set = Duration.ofDays(-2);
        pass(10);
        assertThat(heard.found).hasSize(1);
        assertThat(heard.refused("empty")).containsExactly(Refusal.EMPTY);
        assertThat(heard.found.getFirst().timeOfDeath()).isEqualTo(now.plus(set));
    }

    private Clocks clocks() {
        return new Clocks(() -> now.plus(set), () -> now);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
        census.tick();
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private static void old(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH));
    }

    private Set<Path> names() throws IOException {
        try (var names = Files.list(directory)) {
            return new HashSet<>(names.toList());
        }
    }

    private final class FakeLiveness implements Liveness {

        @Override
        public State of(CoreProcess dead) {
            return process;
        }

        @Override
        public void observe() {}
    }
}
