package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers what was counted. */
final class Counts implements CrashObserver {

    private final Map<String, Long> totals = new ConcurrentHashMap<>();

    @Override
    public void watched(Workload workload) {
        totals.putIfAbsent(workload.key(), 0L);
    }

    @Override
    public void counted(Workload workload, List<HAProxyCrash> groups) {
        totals.put(
                workload.key(),
                groups.stream().mapToLong(group -> group.getStatus().count()).sum());
    }

    @Override
    public void told(Occurrence occurrence) {}

    @Override
    public void withdrawn(String occurrence) {}

    long of(String namespace, String workload) {
        return totals.getOrDefault(namespace + "/" + workload + "/haproxy", -1L);
    }
}
