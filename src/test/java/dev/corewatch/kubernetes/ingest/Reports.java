package dev.corewatch.kubernetes.ingest;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.crash.WatchedPod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Occurrences and Pods to report with. */
final class Reports {

    static final String ID = "01kb0000000000000000000001";
    static final String CONTAINER = "c".repeat(64);

    private Reports() {}

    static Occurrence of(String id, int revision, Instant died, @Nullable String container, Workload workload) {
        var identity = new Identity("boot", container, 7, 100L, 4711, died);
        var core = new CoreFacts(4096, true, 0, true, null);
        var report = new Report(
                Report.SCHEMA,
                CrashKind.MEMORY,
                false,
                Signal.numbered(11),
                core,
                Stack.NONE,
                null,
                null,
                null,
                List.of(),
                List.of(),
                "gdb",
                List.of(),
                List.of(),
                List.of());
        return new Occurrence(Occurrence.SCHEMA, id, revision, died, identity, workload, List.of(), core, report);
    }

    static Occurrence of(int revision, Instant died, @Nullable String container) {
        return of(ID, revision, died, container, workload("ns", "web-1"));
    }

    static Workload workload(String namespace, @Nullable String pod) {
        return new Workload(namespace, "web", "haproxy", pod, "node-1", "haproxy:2.6");
    }

    static WatchedPod pod(String node, Instant created, WatchedPod.Container... containers) {
        return pod(node, created, null, containers);
    }

    static WatchedPod pod(
            String node, Instant created, WatchedPod.@Nullable Owner owner, WatchedPod.Container... containers) {
        return new WatchedPod("ns", "web-1", "uid-1", node, created, owner, Map.of(), List.of(containers), Set.of());
    }

    static WatchedPod.Container running(String id, WatchedPod.@Nullable End before) {
        return new WatchedPod.Container("haproxy", "haproxy:2.6", id, before == null ? 0 : 1, null, before);
    }

    static WatchedPod.End crashed(String id) {
        return new WatchedPod.End(id, 139, "Error", null, null, null);
    }
}
