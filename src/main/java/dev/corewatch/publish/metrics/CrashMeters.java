package dev.corewatch.publish.metrics;

import static dev.corewatch.publish.metrics.LabelValue.OTHER;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Workload;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Meters of crashes and groups. Numbers come in absolute, as the spool or the cluster counts them, so that neither a restart nor a resumed
 * crash counts twice. Every signal's series of a watched container exists at 0 from the start: a series born at 1 has no
 * {@code increase()}, and the first crash would never alert.
 */
public final class CrashMeters {

    /** Containers that have series of their own. */
    static final int WORKLOADS = 100;

    static final int WORKLOADS_OF_A_CLUSTER = 2_000;
    static final int SIGNATURES = 200;
    static final int SIGNATURES_OF_A_CLUSTER = 4_000;

    private final MeterRegistry registry;
    private final boolean isOfCluster;
    private final int workloads;
    private final AbsoluteCounter crashes;
    private final AbsoluteCounter unacknowledged;
    private final AbsoluteCounter groupCrashes;

    /** By namespace and workload, then by container: signatures. */
    private final Map<List<String>, Map<String, Set<String>>> groups = new ConcurrentHashMap<>();

    /** Of one host's or one sidecar's crashes. */
    public CrashMeters(MeterRegistry registry) {
        this(registry, false);
    }

    private CrashMeters(MeterRegistry registry, boolean isOfCluster) {
        this.registry = registry;
        this.isOfCluster = isOfCluster;
        this.workloads = isOfCluster ? WORKLOADS_OF_A_CLUSTER : WORKLOADS;
        this.crashes = new AbsoluteCounter(registry, MeterName.CRASHES, workloads * LabelValue.SIGNALS.size());
        this.unacknowledged =
                new AbsoluteCounter(registry, MeterName.UNACKNOWLEDGED, workloads * LabelValue.SIGNALS.size());
        this.groupCrashes = new AbsoluteCounter(
                registry, MeterName.GROUP_CRASHES, isOfCluster ? SIGNATURES_OF_A_CLUSTER : SIGNATURES);
    }

    /** Of all crashes of a cluster. */
    public static CrashMeters ofCluster(MeterRegistry registry) {
        return new CrashMeters(registry, true);
    }

    /** A container that may crash: its series are there. */
    public void watch(Workload workload) {
        if (isOfCluster) { // first: alerts go by the other where this isn't there
            LabelValue.SIGNALS.forEach(
                    signal -> unacknowledged.set(labels(workload, signal), rest(signal), key(workload, signal), 0));
        }
        crashes(workload, Map.of());
    }

    /** All crashes of a container by the signal's name. Said before the first scrape, so that a restart doesn't look like crashes. */
    public void crashes(Workload workload, Map<String, Long> bySignal) {
        bySignal.forEach(
                (signal, count) -> crashes.set(labels(workload, signal), rest(signal), key(workload, signal), count));
        LabelValue.SIGNALS.forEach(
                signal -> crashes.set(labels(workload, signal), rest(signal), key(workload, signal), 0));
        groupCrashes.set(signature(workload, OTHER), signature(workload, OTHER), "none", 0);
        signaturesOf(workload);
    }

    /** A group as it stands. */
    public void group(Group group) {
        var workload = group.workload();
        var id = LabelValue.signature(group.signature().id());
        signaturesOf(workload).add(id);
        groupCrashes.set(
                signature(workload, id), signature(workload, OTHER), workload.container() + " " + id, group.count());
    }

    /**
     * All crashes of a cluster's container, as they stand: what was deleted counts no more.
     *
     * @param unacknowledged by signal as well
     * @param bySignature as far as they have one
     */
    public record Totals(Map<String, Long> bySignal, Map<String, Long> unacknowledged, Map<String, Long> bySignature) {

        public Totals {
            bySignal = Map.copyOf(bySignal);
            unacknowledged = Map.copyOf(unacknowledged);
            bySignature = Map.copyOf(bySignature);
        }
    }

    /** A cluster's container has these by now. */
    public void become(Workload workload, Totals totals) {
        replace(unacknowledged, workload, totals.unacknowledged());
        replace(crashes, workload, totals.bySignal());
        watch(workload);
        groups(workload, totals.bySignature());
    }

    private static void replace(AbsoluteCounter counter, Workload workload, Map<String, Long> bySignal) {
        var known = new HashMap<String, Long>();
        bySignal.forEach(
                (signal, count) -> known.merge(LabelValue.oneOf(LabelValue.SIGNALS, signal), count, Long::sum));
        LabelValue.SIGNALS.forEach(signal -> counter.replace(
                labels(workload, signal), rest(signal), key(workload, signal), known.getOrDefault(signal, 0L)));
    }

    private void groups(Workload workload, Map<String, Long> bySignature) {
        var now = new HashMap<String, Long>();
        bySignature.forEach((id, count) -> now.merge(LabelValue.signature(id), count, Long::sum));
        var shown = signaturesOf(workload);
        shown.stream()
                .filter(id -> !now.containsKey(id))
                .forEach(id -> groupCrashes.remove(
                        signature(workload, id), signature(workload, OTHER), workload.container() + " " + id));
        now.forEach((id, count) -> groupCrashes.replace(
                signature(workload, id), signature(workload, OTHER), workload.container() + " " + id, count));
        shown.retainAll(now.keySet());
        shown.addAll(now.keySet());
    }

    private static List<String> labels(Workload workload, String signal) {
        return List.of(
                LabelValue.of(workload.namespace()),
                LabelValue.of(workload.name()),
                LabelValue.of(workload.container()),
                LabelValue.oneOf(LabelValue.SIGNALS, signal));
    }

    private static List<String> rest(String signal) {
        return List.of(OTHER, OTHER, OTHER, LabelValue.oneOf(LabelValue.SIGNALS, signal));
    }

    private static String key(Workload workload, String signal) {
        return workload.key() + " " + signal;
    }

    private Set<String> signaturesOf(Workload workload) {
        var labels = List.of(LabelValue.of(workload.namespace()), LabelValue.of(workload.name()));
        var bounded = groups.containsKey(labels) || groups.size() < workloads ? labels : List.of(OTHER, OTHER);
        return groups.computeIfAbsent(bounded, this::register)
                .computeIfAbsent(workload.key(), _ -> ConcurrentHashMap.newKeySet());
    }

    private Map<String, Set<String>> register(List<String> labels) {
        var signatures = new ConcurrentHashMap<String, Set<String>>();
        Gauge.builder(MeterName.CRASH_GROUPS.text(), signatures, CrashMeters::groups)
                .description(MeterName.CRASH_GROUPS.meaning())
                .tags(AbsoluteCounter.tags(MeterName.CRASH_GROUPS, labels))
                .strongReference(true)
                .register(registry);
        return signatures;
    }

    private static double groups(Map<String, Set<String>> byContainer) {
        return byContainer.values().stream().flatMap(Set::stream).distinct().count();
    }

    private static List<String> signature(Workload workload, String id) {
        return List.of(LabelValue.of(workload.namespace()), LabelValue.of(workload.name()), id);
    }
}
