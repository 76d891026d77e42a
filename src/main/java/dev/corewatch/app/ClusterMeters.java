package dev.corewatch.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.kubernetes.crash.CrashObserver;
import dev.corewatch.publish.metrics.CrashMeters;
import dev.corewatch.publish.metrics.CrashMeters.Totals;
import dev.corewatch.publish.metrics.GapMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** What is counted in the cluster, as meters. */
final class ClusterMeters implements CrashObserver {

    private final CrashMeters crashes;
    private final GapMeters gaps;

    ClusterMeters(MeterRegistry registry) {
        crashes = CrashMeters.ofCluster(registry);
        gaps = new GapMeters(registry, InstantSource.system());
    }

    @Override
    public void watched(Workload workload) {
        crashes.watch(workload);
    }

    @Override
    public void counted(Workload workload, List<HAProxyCrash> groups) {
        var signed = groups.stream()
                .filter(group -> group.getSpec().signature() != null)
                .toList();
        crashes.become(
                workload,
                new Totals(
                        sums(groups, CrashSpec::signal, CrashStatus::count),
                        sums(groups, CrashSpec::signal, status -> status.count() - status.acknowledgedCount()),
                        sums(signed, spec -> String.valueOf(spec.signature()), CrashStatus::count)));
    }

    @Override
    public void told(Occurrence occurrence) {
        gaps.told(occurrence);
    }

    @Override
    public void withdrawn(String occurrence) {
        gaps.forget(occurrence);
    }

    private static Map<String, Long> sums(
            List<HAProxyCrash> groups, Function<CrashSpec, String> by, ToLongFunction<CrashStatus> number) {
        return groups.stream()
                .collect(groupingBy(
                        group -> by.apply(group.getSpec()),
                        summingLong(group -> group.getStatus() == null ? 0 : number.applyAsLong(group.getStatus()))));
    }
}
