package dev.corewatch.app;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.kubernetes.crash.CrashObserver;
import dev.corewatch.publish.metrics.CrashMeters;
import dev.corewatch.publish.metrics.GapMeters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;

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
        crashes.become(
                workload,
                groups.stream()
                        .collect(groupingBy(group -> group.getSpec().signal(), summingLong(ClusterMeters::count))),
                groups.stream()
                        .filter(group -> group.getSpec().signature() != null)
                        .collect(groupingBy(
                                group -> String.valueOf(group.getSpec().signature()),
                                summingLong(ClusterMeters::count))));
    }

    @Override
    public void told(Occurrence occurrence) {
        gaps.told(occurrence);
    }

    @Override
    public void withdrawn(String occurrence) {
        gaps.forget(occurrence);
    }

    private static long count(HAProxyCrash crash) {
        CrashStatus status = crash.getStatus();
        return status == null ? 0 : status.count();
    }
}
