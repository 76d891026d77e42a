package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Placement;
import dev.corewatch.identity.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

        assertThat(again.withThread(18, 5000)).contains(running(17, 1000));
        assertThat(again.of(17, 1000)).contains(running(17, 1000));
        assertThat(again.of(17, 1001)).isEmpty();
    }

    @Test
    void doesNotTakeALineOnAnOlderProcessForTheOneThatHasItsNumberNow() throws IOException { // CVE-2025-4598's kin
        var acquaintances = acquaintances();
        acquaintances.meet(running(17, 1000));
        acquaintances.meet(running(17, 3000));

        assertThat(acquaintances.withThread(17, 999)).isEmpty();
        assertThat(acquaintances.withThread(17, 2000)).contains(running(17, 1000));
        assertThat(acquaintances.withThread(17, 3000)).contains(running(17, 3000));
    }

    @Test
    void forgetsWhatAKillLeftHalfWritten() throws IOException {
        acquaintances().meet(running(17, 1000));
        Files.writeString(dir.resolve("seen/17-1000"), "{\"victim\":");

        assertThat(acquaintances().withThread(17, 5000)).isEmpty();
    }

    private Acquaintances acquaintances() throws IOException {
        return new Acquaintances(dir.resolve("seen"));
    }

    private static Acquaintance running(int pid, long startTime) {
        var victim = new Victim(pid, pid, startTime, 0, "haproxy", "/haproxy", Placement.of(List.of()), Map.of());
        return new Acquaintance(victim, WORKLOAD, Set.of(pid, pid + 1));
    }
}
