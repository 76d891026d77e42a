package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.crash.WatchedPod.Container;
import dev.corewatch.kubernetes.crash.WatchedPod.End;
import java.time.Instant;
import java.util.List;

/** Makes occurrences of ends of containers: what is known of a crash when nobody but the kubelet tells of it. */
final class StatusCrashes {

    private static final int TIME_CHARACTERS = 10;
    private static final List<Gap> GAPS = List.of(
            new Gap(Gap.CORE, "no node agent reported this crash, its container's status is all that tells of it"),
            new Gap("kernel_log", "no node agent reported this crash"));

    private final Wording wording;

    StatusCrashes(Wording wording) {
        this.wording = wording;
    }

    Occurrence of(WatchedPod pod, WorkloadRef workload, Container container, End end, Ending.Death death, Instant at) {
        var whose = new Workload(
                pod.namespace(), workload.name(), container.name(), pod.name(), pod.node(), container.image());
        var known = new Occurrence(
                Occurrence.SCHEMA,
                OccurrenceId.named(
                        at, end.containerId() == null ? facts(pod, container.name(), at) : facts(end.containerId())),
                1,
                at,
                new Identity(null, end.containerId(), null, null, null, at),
                whose,
                GAPS,
                null,
                null);
        var report = wording.report(known, death.signal(), death.outOfMemory(), end.message());
        return new Occurrence(Occurrence.SCHEMA, known.id(), 1, at, known.identity(), whose, GAPS, null, report);
    }

    /** Whether the id is of the crash that ended this container, as its status told of it. */
    static boolean isOf(String id, String containerId) {
        var named = OccurrenceId.named(Instant.EPOCH, facts(containerId));
        return id.substring(TIME_CHARACTERS).equals(named.substring(TIME_CHARACTERS));
    }

    /** A container ends once, and its id says which: also when nobody knows its Pod any more. */
    private static String facts(String containerId) {
        return "status\n" + containerId;
    }

    private static String facts(WatchedPod pod, String container, Instant at) {
        return String.join("\n", "status", pod.uid(), container, at.toString());
    }
}
