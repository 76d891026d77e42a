package dev.corewatch.publish.metrics;

import static dev.corewatch.publish.metrics.LabelValue.OTHER;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Workload;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Meters of crashes and groups. Numbers come in absolute, as the spool counts them, so that neither a restart nor a resumed crash
 * counts twice. Every signal's series of a watched container exists at 0 from the start: a series born at 1 has no {@code increase()},
 * and the first crash would never alert.
 */
public final class CrashMeters {

    static final int WORKLOADS = 100;
    static final int SIGNATURES = 200;

    private final MeterRegistry registry;
    private final AbsoluteCounter crashes;
    private final AbsoluteCounter groupCrashes;
    private final Map<List<String>, Set<String>> groups = new ConcurrentHashMap<>();

    public CrashMeters(MeterRegistry registry) {
        this.registry = registry;
        this.crashes = new AbsoluteCounter(registry, MeterName.CRASHES, WORKLOADS * LabelValue.SIGNALS.size());
        this.groupCrashes = new AbsoluteCounter(registry, MeterName.GROUP_CRASHES, SIGNATURES);
    }

    /** A container that may crash: its series are there. */
    public void watch(Workload workload) {
        crashes(workload, Map.of());
    }

    /** All crashes of a container by the signal's name. Said before the first scrape, so that a restart doesn't look like crashes. */
    public void crashes(Workload workload, Map<String, Long> bySignal) {
        bySignal.forEach((signal, count) -> crashes(workload, signal, count));
        LabelValue.SIGNALS.forEach(signal -> crashes(workload, signal, 0));
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

    private void crashes(Workload workload, String signal, long count) {
        var known = LabelValue.oneOf(LabelValue.SIGNALS, signal);
        crashes.set(
                List.of(
                        LabelValue.of(workload.namespace()),
                        LabelValue.of(workload.name()),
                        LabelValue.of(workload.container()),
                        known),
                List.of(OTHER, OTHER, OTHER, known),
                workload.key() + " " + signal,
                count);
    }

    private Set<String> signaturesOf(Workload workload) {
        var labels = List.of(LabelValue.of(workload.namespace()), LabelValue.of(workload.name()));
        var bounded = groups.containsKey(labels) || groups.size() < WORKLOADS ? labels : List.of(OTHER, OTHER);
        return groups.computeIfAbsent(bounded, this::register);
    }

    private Set<String> register(List<String> labels) {
        var signatures = ConcurrentHashMap.<String>newKeySet();
        Gauge.builder(MeterName.CRASH_GROUPS.text(), signatures, Set::size)
                .description(MeterName.CRASH_GROUPS.meaning())
                .tags(AbsoluteCounter.tags(MeterName.CRASH_GROUPS, labels))
                .strongReference(true)
                .register(registry);
        return signatures;
    }

    private static List<String> signature(Workload workload, String id) {
        return List.of(LabelValue.of(workload.namespace()), LabelValue.of(workload.name()), id);
    }
}
