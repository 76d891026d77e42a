package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import org.jspecify.annotations.Nullable;

/** A container of a workload: where crashes are counted together. */
record Place(String namespace, WorkloadRef workload, String container) {

    private static final String UNKNOWN = "unknown";

    static Place of(HAProxyCrash crash) {
        var spec = crash.getSpec();
        return new Place(crash.getMetadata().getNamespace(), spec.workloadRef(), spec.container());
    }

    /** As meters have it. */
    Workload names() {
        return new Workload(namespace, workload.name(), container, null, null, null);
    }

    /** The group of that crash; of crashes that nobody knows anything of, when absent. */
    CrashSpec group(@Nullable Occurrence occurrence) {
        var report = occurrence == null ? null : occurrence.report();
        var signal = report == null ? null : report.signal();
        var signature = report == null ? null : report.signature();
        return new CrashSpec(
                workload,
                container,
                signature == null ? null : signature.id(),
                signal == null ? UNKNOWN : signal.name(),
                null,
                null,
                null,
                null);
    }
}
