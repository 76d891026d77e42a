package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Names;
import dev.corewatch.identity.Placement;
import dev.corewatch.identity.Selection;
import dev.corewatch.identity.Victim;
import dev.corewatch.identity.Victims;
import dev.corewatch.publish.metrics.KernelLogMeters;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.system.KernelRecord;
import dev.corewatch.system.ProcessTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelDeathsTest {

    private static final Workload WORKLOAD = new Workload("n", "w", "c", null, null, null);
    private static final Workload UNSEEN = new Workload("n", "unseen", "c", null, null, null);
    private static final Instant DIED = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path dir;

    private final List<Hearsay> heard = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Acquaintances acquaintances;
    private KernelDeaths deaths;
    private boolean full;
    private long nanos;

    @BeforeEach
    void noProcessRuns() throws IOException {
        var processes = new ProcessTable(dir);
        acquaintances = new Acquaintances(dir.resolve("seen"), true);
        var workloads = new Workloads(new Names(dir), "node", new Selection(Pattern.compile("haproxy.*"), List.of()));
        var introductions =
                new Introductions(new Victims(dir), workloads, processes, acquaintances, _ -> null, _ -> {});
        var owners = new ThreadOwners(acquaintances, introductions, processes);
        deaths = new KernelDeaths(owners, this::hear, new KernelDeaths.Strays(UNSEEN, () -> nanos), "boot", meters());
    }

    private KernelLogMeters meters() {
        return new KernelLogMeters(registry);
    }

    @Test
    void aLineOnAKnownThreadIsItsHaproxysDeathWhateverItCallsItself() throws IOException {
        acquaintances.meet(new Acquaintance(victim(70), WORKLOAD, Set.of(70, 71), null));

        assertThat(read(segfault("bash", 71))).isTrue();

        assertThat(heard).singleElement().satisfies(one -> {
            assertThat(one.identity()).isEqualTo(victim(70).identity("boot", DIED));
            assertThat(one.workload()).isEqualTo(WORKLOAD);
        });
        assertThat(lines("true", "libc")).isEqualTo(1);
    }

    @Test
    void aProcessThatIsKnownToBeAnotherIsNeverHaproxy() throws IOException {
        acquaintances.pass(victim(70), Set.of(70));

        read(segfault("haproxy", 70));
        nanos = Long.MAX_VALUE;

        assertThat(deaths.isWaiting()).isFalse();
        assertThat(heard).isEmpty();
        assertThat(lines("false", "libc")).isEqualTo(1);
    }

    @Test
    void somebodyWhomNobodySawIsADeathOfSomebodyByHisNameAndOnlyAfterAWhile() throws IOException {
        read(segfault("haproxy", 70));
        nanos += KernelDeaths.PATIENCE.toNanos() - 1;
        assertThat(deaths.isWaiting()).isTrue();
        assertThat(heard).isEmpty();
        nanos++;
        assertThat(deaths.isWaiting()).isFalse();

        assertThat(heard).singleElement().satisfies(one -> {
            assertThat(one.identity().namesNoProcess()).isTrue();
            assertThat(one.identity().timeOfDeath()).isEqualTo(DIED);
            assertThat(one.workload()).isEqualTo(UNSEEN);
        });
    }

    @Test
    void somebodyOfAnotherNameIsNobodys() throws IOException {
        read(segfault("java", 70));
        nanos += KernelDeaths.PATIENCE.toNanos();

        assertThat(deaths.isWaiting()).isFalse();
        assertThat(heard).isEmpty();
        assertThat(lines("false", "libc")).isEqualTo(1);
    }

    @Test
    void whoBecomesKnownWhileHisLineWaitsIsHimself() throws IOException {
        read(segfault("haproxy", 71));
        acquaintances.glimpse(new Acquaintance(victim(70), WORKLOAD, Set.of(70, 71), null));
        nanos += KernelDeaths.PATIENCE.toNanos();
        deaths.isWaiting();

        assertThat(heard)
                .singleElement()
                .extracting(one -> one.identity().hostPid())
                .isEqualTo(70);
    }

    @Test
    void aKillForWantOfMemoryIsOneDeathInTwoLines() throws IOException {
        acquaintances.meet(new Acquaintance(victim(70), WORKLOAD, Set.of(70), null));

        read(record("oom-kill:constraint=CONSTRAINT_MEMCG,task_memcg=/x,task=haproxy,pid=70,uid=0"));
        read(record("Memory cgroup out of memory: Killed process 70 (haproxy) total-vm:1kB"));

        assertThat(heard).hasSize(1);
        assertThat(lines("true", "none")).isZero();
    }

    @Test
    void nobodyButTheKernelTellsOfADeath() throws IOException {
        acquaintances.meet(new Acquaintance(victim(70), WORKLOAD, Set.of(70), null));
        var forged = new KernelRecord(
                1, Duration.ofSeconds(9), false, segfault("haproxy", 70).text());

        assertThat(read(forged)).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void countsWhatTheKernelLeftOut() throws IOException {
        read(record("show_signal_msg: 190 callbacks suppressed"));

        assertThat(registry.counter("corewatch_kernel_log_suppressed_total").count())
                .isEqualTo(190);
    }

    @Test
    void aDeathThatCannotBeKeptYetIsToldAgain() throws IOException {
        full = true;
        read(segfault("haproxy", 70));
        nanos += KernelDeaths.PATIENCE.toNanos();
        assertThatThrownBy(deaths::isWaiting).isInstanceOf(IOException.class);
        full = false;

        assertThat(deaths.isWaiting()).isFalse();
        assertThat(heard).hasSize(1);
        assertThat(lines("true", "libc")).isEqualTo(1);
    }

    private boolean read(KernelRecord record) throws IOException {
        return deaths.read(record, 900, DIED);
    }

    private void hear(Hearsay death) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        heard.add(death);
    }

    private double lines(String haproxy, String module) {
        return registry.counter("corewatch_kernel_segfault_lines_total", "haproxy", haproxy, "module", module)
                .count();
    }

    private static KernelRecord segfault(String command, int thread) {
        return record(command + "[" + thread + "]: segfault at 7fcade697000 ip 00007fcaddf8bb75 sp 00007ffd630e7058"
                + " error 4 in libc.so.6[16db75,7fcadde44000+156000]");
    }

    private static KernelRecord record(String text) {
        return new KernelRecord(1, Duration.ofSeconds(9), true, text);
    }

    private static Victim victim(int pid) {
        return new Victim(pid, pid, 800, 0, "haproxy", "/haproxy", Placement.of(List.of()), Map.of());
    }
}
