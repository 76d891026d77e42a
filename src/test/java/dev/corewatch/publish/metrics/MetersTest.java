package dev.corewatch.publish.metrics;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Workload;
import dev.corewatch.publish.metrics.CrashMeters.Totals;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Prometheus reads, to the letter. */
final class MetersTest {

    private static final Workload EDGE = new Workload("shop", "edge", "haproxy", null, null, null);
    private static final Pattern VALUE = Pattern.compile(" [0-9.E+-]+$");

    private final Exposition exposition = new Exposition();
    private final MeterRegistry registry = exposition.registry();
    private final CrashMeters crashes = new CrashMeters(registry);
    private Instant now = Instant.EPOCH;

    @Test
    void everySignalOfAWatchedContainerStartsAtZero() {
        crashes.watch(EDGE);
        for (var signal : List.of("SIGSEGV", "SIGABRT", "SIGILL", "SIGBUS", "SIGFPE")) {
            assertThat(lines())
                    .contains("corewatch_crashes_total{container=\"haproxy\",namespace=\"shop\",signal=\"" + signal
                            + "\",workload=\"edge\"} 0.0");
        }
        assertThat(lines())
                .contains(
                        "corewatch_crash_groups{namespace=\"shop\",workload=\"edge\"} 0.0",
                        "corewatch_group_crashes_total{namespace=\"shop\",signature=\"other\",workload=\"edge\"} 0.0");
    }

    @Test
    void showsAbsoluteNumbersSoThatTheSameNewsTwiceCountsOnce() {
        crashes.crashes(EDGE, Map.of("SIGSEGV", 3L, "SIGWEIRD", 1L));
        crashes.crashes(EDGE, Map.of("SIGSEGV", 3L, "SIGODD", 1L));
        crashes.crashes(EDGE, Map.of("SIGSEGV", 2L));
        assertThat(value("corewatch_crashes_total", "SIGSEGV")).isEqualTo(3);
        assertThat(value("corewatch_crashes_total", "signal=\"other\"")).isEqualTo(2);
    }

    @Test
    void countsGroupsAndTheirCrashesOverTheWorkloadsContainers() {
        var sibling = new Workload("shop", "edge", "haproxy-canary", "pod", null, null);
        crashes.group(group(EDGE, "8c6a0d5e", 5));
        crashes.group(group(EDGE, "8c6a0d5e", 6));
        crashes.group(group(sibling, "8c6a0d5e", 2));
        crashes.group(group(EDGE, "ffff0000", 1));
        assertThat(value("corewatch_group_crashes_total", "8c6a0d5e")).isEqualTo(8);
        assertThat(value("corewatch_crash_groups", "edge")).isEqualTo(2);
    }

    @Test
    void putsWhatIsBeyondTheBoundUnderOther() {
        crashes.watch(EDGE);
        for (int i = 0; i < CrashMeters.SIGNATURES + 50; i++) {
            crashes.group(group(EDGE, "%08x".formatted(i), 2));
        }
        assertThat(lines().stream().filter(line -> line.startsWith("corewatch_group_crashes_total{")))
                .hasSize(CrashMeters.SIGNATURES + 1);
        assertThat(value("corewatch_group_crashes_total", "signature=\"other\""))
                .isEqualTo(2 * 50);
        assertThat(value("corewatch_crash_groups", "edge")).isEqualTo(CrashMeters.SIGNATURES + 50);
    }

    @Test
    void neverHasMoreWorkloadsThanTheBound() {
        for (int i = 0; i < 3 * CrashMeters.WORKLOADS; i++) {
            crashes.crashes(new Workload("n" + i, "w", "c", null, null, null), Map.of("SIGSEGV", 1L));
        }
        assertThat(lines()).hasSizeLessThan(20 * CrashMeters.WORKLOADS);
        assertThat(value("corewatch_crashes_total", "namespace=\"other\",signal=\"SIGSEGV\""))
                .isEqualTo(2 * CrashMeters.WORKLOADS);
    }

    @Test
    void inAClusterWhatWasDeletedCountsNoMore() {
        var cluster = CrashMeters.ofCluster(registry);
        var sibling = new Workload("shop", "edge", "haproxy-canary", null, null, null);
        cluster.become(sibling, new Totals(Map.of("SIGSEGV", 2L), Map.of(), Map.of("8c6a0d5e", 2L)));
        cluster.become(
                EDGE,
                new Totals(
                        Map.of("SIGSEGV", 5L, "unknown", 4L),
                        Map.of("SIGSEGV", 2L),
                        Map.of("8c6a0d5e", 3L, "ffff0000", 2L)));
        assertThat(value("corewatch_unacknowledged_crashes_total", "\"haproxy\",namespace=\"shop\",signal=\"SIGSEGV\""))
                .isEqualTo(2);
        assertThat(value("corewatch_group_crashes_total", "8c6a0d5e")).isEqualTo(5);
        assertThat(value("corewatch_crash_groups", "edge")).isEqualTo(2);

        cluster.become(EDGE, new Totals(Map.of("SIGSEGV", 1L), Map.of(), Map.of("8c6a0d5e", 1L)));

        assertThat(value("corewatch_crashes_total", "\"haproxy\",namespace=\"shop\",signal=\"SIGSEGV\""))
                .isEqualTo(1);
        assertThat(value("corewatch_crashes_total", "\"haproxy\",namespace=\"shop\",signal=\"other\""))
                .isZero();
        assertThat(value("corewatch_group_crashes_total", "8c6a0d5e")).isEqualTo(3);
        assertThat(value("corewatch_crash_groups", "edge")).isEqualTo(1);
        assertThat(exposition.text()).doesNotContain("ffff0000");
    }

    @Test
    void inAClusterWhoGetsASeriesOfItsOwnLeavesTheRest() {
        var cluster = CrashMeters.ofCluster(registry);
        var late = new Workload("shop", "late", "haproxy", null, null, null);
        var many = IntStream.range(0, CrashMeters.SIGNATURES_OF_A_CLUSTER)
                .mapToObj("%08x"::formatted)
                .collect(toMap(id -> id, _ -> 1L));
        cluster.become(EDGE, new Totals(Map.of(), Map.of(), many));
        cluster.become(late, new Totals(Map.of(), Map.of(), Map.of("ffff0000", 1L)));
        assertThat(value("corewatch_group_crashes_total", "signature=\"other\",workload=\"late\""))
                .isEqualTo(1);

        cluster.become(EDGE, new Totals(Map.of(), Map.of(), Map.of()));
        cluster.become(late, new Totals(Map.of(), Map.of(), Map.of("ffff0000", 2L)));

        assertThat(value("corewatch_group_crashes_total", "ffff0000")).isEqualTo(2);
        assertThat(value("corewatch_group_crashes_total", "signature=\"other\",workload=\"late\""))
                .isZero();
    }

    @Test
    void aClusterHasRoomForThousands() {
        var cluster = CrashMeters.ofCluster(registry);
        for (int i = 0; i < CrashMeters.WORKLOADS_OF_A_CLUSTER; i++) {
            cluster.become(
                    new Workload("n" + i, "w", "c", null, null, null),
                    new Totals(Map.of("SIGSEGV", 1L), Map.of(), Map.of("%08x".formatted(i), 1L)));
        }
        assertThat(exposition.text())
                .doesNotContain("namespace=\"other\"")
                .contains("signature=\"%08x\"".formatted(CrashMeters.WORKLOADS_OF_A_CLUSTER - 1));
    }

    @Test
    void labelsHoldNothingThatAWorkloadInvented() {
        crashes.watch(new Workload("a\nb\"c", "", "\u202e".repeat(500), null, null, null));
        assertThat(exposition.text()).contains("namespace=\"a_b_c\"", "workload=\"none\"");
        assertThat(lines().stream().mapToInt(String::length).max().orElseThrow())
                .isLessThan(300);
    }

    @Test
    void timesStepsInFixedBuckets() {
        var pipeline = new PipelineMeters(registry, List.of());
        pipeline.step("analyze", true, Duration.ofMillis(300));
        pipeline.step("invented", false, Duration.ofSeconds(90));
        assertThat(lines())
                .contains(
                        "corewatch_step_seconds_bucket{outcome=\"success\",step=\"analyze\",le=\"0.25\"} 0.0",
                        "corewatch_step_seconds_bucket{outcome=\"success\",step=\"analyze\",le=\"0.5\"} 1.0",
                        "corewatch_step_seconds_count{outcome=\"success\",step=\"capture\"} 0.0",
                        "corewatch_step_seconds_count{outcome=\"failure\",step=\"other\"} 1.0");
    }

    @Test
    void countsAnOccurrencesCore() {
        var pipeline = new PipelineMeters(registry, List.of("too_large"));
        pipeline.occurrence(occurrence("a", 2, new CoreFacts(4_000_000, false, 9, false, "cut")));
        pipeline.occurrence(occurrence("b", 2, null));
        pipeline.dropped("too_large");
        assertThat(lines())
                .contains(
                        "corewatch_core_bytes_sum{kind=\"truncated\"} 4000000.0",
                        "corewatch_core_bytes_count{kind=\"full\"} 0.0",
                        "corewatch_dropped_total{reason=\"too_large\"} 1.0");
    }

    @Test
    void countsGapsOnceWhenNothingMoreComesToLight() {
        var gaps = new GapMeters(registry, () -> now);
        gaps.told(occurrence("a", 2, null, "core", "status", "invented"));
        now = now.plus(GapMeters.QUIET.minusMillis(1));
        assertThat(lines()).contains(gap("core", 0), gap("status", 0));
        gaps.told(occurrence("a", 3, null, "status", "kernel_log"));
        now = now.plus(GapMeters.QUIET.minusMillis(1));
        assertThat(lines()).contains(gap("core", 0), gap("status", 0));
        now = now.plusMillis(1);
        assertThat(lines()).contains(gap("core", 0), gap("status", 1), gap("kernel_log", 1), gap("other", 0));
        gaps.told(occurrence("a", 4, null, "status"));
        gaps.told(occurrence("b", 2, null, "invented"));
        now = now.plus(GapMeters.QUIET);
        assertThat(lines()).contains(gap("core", 0), gap("status", 1), gap("kernel_log", 1), gap("other", 1));
    }

    private static String gap(String missing, int count) {
        return "corewatch_crash_gaps_total{missing=\"%s\"} %d.0".formatted(missing, count);
    }

    @Test
    void countsTheKernelsLinesByFewModules() {
        var meters = new KernelLogMeters(registry);
        assertThat(lines()).contains(fault(true, "libz", 0), fault(false, "other", 0));
        for (var module : List.of("libc.so.6", "libc-2.31.so", "ld-musl-x86_64.so.1")) {
            meters.line(true, module);
        }
        meters.line(true, "haproxy-2.6.12");
        meters.line(false, "libcrypto.so.3");
        meters.line(false, "\u202einvented");
        meters.line(false, null);
        meters.suppressed(190);
        assertThat(lines())
                .contains(
                        fault(true, "libc", 3),
                        fault(true, "haproxy", 1),
                        fault(false, "libcrypto", 1),
                        fault(false, "other", 1),
                        fault(false, "none", 1),
                        "corewatch_kernel_log_suppressed_total 190.0",
                        "corewatch_kernel_log_lost_total 0.0")
                .hasSize(2 * LabelValue.MODULES.size() + 2);
    }

    private static String fault(boolean haproxy, String module, int count) {
        return "corewatch_kernel_segfault_lines_total{haproxy=\"%s\",module=\"%s\"} %d.0"
                .formatted(haproxy, module, count);
    }

    @Test
    void showsWhatTheSpoolHoldsNow() {
        var spool = new SpoolMeters(registry, List.of("kept", "done"));
        spool.holds(1234, Map.of("kept", 2L));
        spool.holds(1000, Map.of("done", 2L));
        assertThat(lines())
                .contains(
                        "corewatch_spool_bytes 1000.0",
                        "corewatch_spool_occurrences{state=\"kept\"} 0.0",
                        "corewatch_spool_occurrences{state=\"done\"} 2.0");
    }

    private static Group group(Workload workload, String signature, long count) {
        var named = new Signature(1, signature, "title", List.of());
        return new Group(named, workload, count, Instant.EPOCH, Instant.EPOCH, List.of(), false, null);
    }

    private static Occurrence occurrence(String id, int revision, @Nullable CoreFacts core, String... missing) {
        var gaps = List.of(missing).stream().map(gap -> new Gap(gap, "why")).toList();
        var identity = new Identity(null, null, 7, null, null, null);
        return new Occurrence(1, id, revision, Instant.EPOCH, identity, EDGE, gaps, core, null);
    }

    private List<String> lines() {
        return exposition.lines();
    }

    private double value(String name, String label) {
        var found = lines().stream()
                .filter(line -> line.startsWith(name + "{") && line.contains(label))
                .toList();
        assertThat(found).hasSize(1);
        return Double.parseDouble(VALUE.matcher(found.getFirst())
                .results()
                .findFirst()
                .orElseThrow()
                .group());
    }
}
