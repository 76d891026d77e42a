package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.app.Kin.Household;
import dev.corewatch.capture.log.Written;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Placement;
import dev.corewatch.identity.Victim;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a /proc of files. */
final class KinTest {

    private static final String ID = "ab".repeat(32);
    private static final Instant DIED = Instant.parse("2026-11-25T22:30:00Z");
    private static final int MASTER = 1000;
    private static final int WORKER = 1007;

    @TempDir
    Path proc;

    private Instant now = DIED.plusSeconds(1);
    private Kin kin = kin(Path.of("/nowhere"));

    private Kin kin(Path directory) {
        var workload = new Workload("prod", "edge", "haproxy", null, null, null);
        return new Kin(new Household(ID, workload, "boot", new ProcessTable(directory), () -> now));
    }

    @BeforeEach
    void run() throws IOException {
        kin = kin(proc);
        for (int pid : List.of(MASTER, WORKER)) {
            runs(pid, 50);
            kin.meet(seen(pid, 50));
        }
    }

    @Test
    void aWordIsOnAHaproxyThatWasSeenAndHasGone() throws IOException {
        ends(WORKER);

        assertThat(death(7).map(Hearsay::identity)).contains(new Identity("boot", ID, 7, 50L, WORKER, DIED));
    }

    @Test
    void aWordOnOneThatLivesIsALie() {
        assertThat(death(7)).isEmpty();
    }

    @Test
    void aWordOnOneThatNobodySawIsNobodys() throws IOException {
        ends(WORKER);

        assertThat(death(8)).isEmpty();
    }

    @Test
    void onlyOneWordIsOnADeath() throws IOException {
        ends(WORKER);
        death(7);

        assertThat(death(7)).isEmpty();
    }

    @Test
    void aPidThatAnotherProcessHasNowIsGone() throws IOException {
        runs(WORKER, 900);

        assertThat(death(7)).isPresent();
    }

    @Test
    void wordsWithoutANumberAreOnTheOneThatHasGone() throws IOException {
        assertThat(death(null)).isEmpty();
        assertThat(kin.isBereaved()).isFalse();
        ends(MASTER);

        assertThat(kin.isBereaved()).isTrue();
        assertThat(death(null).map(Hearsay::identity)).contains(new Identity("boot", ID, 0, 50L, MASTER, DIED));
    }

    @Test
    void wordsWithoutANumberAreOnNobodyInParticularWhenSeveralHaveGone() throws IOException {
        ends(MASTER);
        ends(WORKER);

        assertThat(death(null).map(Hearsay::identity)).contains(new Identity("boot", ID, null, null, null, DIED));
        assertThat(death(null)).isEmpty();
    }

    @Test
    void isForgottenAMinuteAfterTheLastHasGone() throws IOException {
        ends(MASTER);
        ends(WORKER);
        assertThat(kin.isExtinct()).isFalse();
        now = now.plusSeconds(61);

        assertThat(kin.isExtinct()).isTrue();
        assertThat(death(7)).isEmpty();
    }

    private Optional<Hearsay> death(@Nullable Integer pid) {
        var told = new Testimony(
                Channel.WORDS, pid, null, CrashKind.UNKNOWN, null, null, List.of(), null, null, List.of());
        return kin.death(told, new Written(null, DIED));
    }

    private static Victim seen(int hostPid, long startTime) {
        return new Victim(
                hostPid,
                hostPid - MASTER,
                startTime,
                0,
                "haproxy",
                "/haproxy",
                Placement.of(List.of(cgroup())),
                Map.of());
    }

    private static String cgroup() {
        return "0::/system.slice/docker-" + ID + ".scope";
    }

    private void runs(int pid, long startTime) throws IOException {
        var stat = "%d (haproxy) S 1 %s%d".formatted(pid, "1 ".repeat(17), startTime);
        Files.writeString(
                Files.createDirectories(proc.resolve(String.valueOf(pid))).resolve("stat"), stat);
    }

    private void ends(int pid) throws IOException {
        Files.delete(proc.resolve(pid + "/stat"));
    }
}
