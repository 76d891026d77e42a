package dev.corewatch.app.config;

import dev.corewatch.crash.Workload;

/** All settings of a role. */
public record RoleConfig(
        CaptureConfig capture, SpoolConfig spool, StoreConfig store, AnalyzeConfig analyze, WorkloadConfig workload) {

    /** Whose crashes these are. */
    public Workload watched() {
        return new Workload(
                workload.namespace(),
                workload.name(),
                workload.container(),
                workload.pod().orElse(null),
                workload.node().orElse(null),
                workload.image().orElse(null));
    }
}
