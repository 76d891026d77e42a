package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Placement;
import dev.corewatch.identity.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AcquaintancesTest {

    private static final Workload WORKLOAD = new Workload("n", "w", "c", null, null, null);

    @TempDir
    Path dir;

    @Test
    void knowsAfterARestartWhoRan() throws IOException {
        acquaintances().meet(running(17, 1000));
        var again = acquaintances();

        assertThat(again.withThread(18, 5000)).isEqualTo(haproxy(17, 1000));
        assertThat(again.of(17, 1000)).contains(running(17, 1000));
        assertThat(again.of(17, 1001)).isEmpty();
    }

    @Test
    void doesNotTakeALineOnAnOlderProcessForTheOneThatHasItsNumberNow() throws IOException { // CVE-2025-4598's kin
        var acquaintances = acquaintances();
        acquaintances.meet(running(17, 1000));
        acquaintances.meet(running(17, 3000));

        assertThat(acquaintances.withThread(17, 999)).isEqualTo(new Owner.Unknown());
        assertThat(acquaintances.withThread(17, 2000)).isEqualTo(haproxy(17, 1000));
        assertThat(acquaintances.withThread(17, 3000)).isEqualTo(haproxy(17, 3000));
    }

    @Test
    void knowsWhoCallsHimselfHaproxyAndIsNot() throws IOException {
        var acquaintances = acquaintances();
        acquaintances.meet(running(17, 1000));
        acquaintances.pass(running(30, 2000).victim(), Set.of(18, 31));

        assertThat(acquaintances.withThread(31, 1999)).isEqualTo(new Owner.Unknown());
        assertThat(acquaintances.withThread(31, 2000)).isEqualTo(new Owner.Other());
        assertThat(acquaintances.withThread(18, 1999)).isEqualTo(haproxy(17, 1000));
        assertThat(acquaintances.withThread(18, 2000)).isEqualTo(new Owner.Other());
    }

    @Test
    void forgetsThoseOfAnotherBoot() throws IOException {
        acquaintances().meet(running(17, 1000));

        assertThat(new Acquaintances(dir.resolve("seen"), false).withThread(17, 5000))
                .isEqualTo(new Owner.Unknown());
        assertThat(acquaintances().withThread(17, 5000)).isEqualTo(new Owner.Unknown());
    }

    @Test
    void knowsWhyOneWillLeaveNoCoreAfterItsDeath() throws IOException {
        var victim = running(17, 1000).victim();
        acquaintances().meet(new Acquaintance(victim, WORKLOAD, Set.of(17), "its core limit is 0"));

        assertThat(acquaintances().hindrance(victim.identity("boot", Instant.EPOCH)))
                .isEqualTo("its core limit is 0");
        assertThat(acquaintances().hindrance(running(18, 1000).victim().identity("boot", Instant.EPOCH)))
                .isNull();
    }

    @Test
    void forgetsWhatAKillLeftHalfWritten() throws IOException {
        acquaintances().meet(running(17, 1000));
        Files.writeString(dir.resolve("seen/17-1000"), "{\"victim\":");

        assertThat(acquaintances().withThread(17, 5000)).isEqualTo(new Owner.Unknown());
    }

    private Acquaintances acquaintances() throws IOException {
        return new Acquaintances(dir.resolve("seen"), true);
    }

    private static Owner haproxy(int pid, long startTime) {
        return new Owner.Haproxy(running(pid, startTime));
    }

    private static Acquaintance running(int pid, long startTime) {
        var victim = new Victim(pid, pid, startTime, 0, "haproxy", "/haproxy", Placement.of(List.of()), Map.of());
        return new Acquaintance(victim, WORKLOAD, Set.of(pid, pid + 1), null);
    }
}
