package dev.corewatch.app;

import dev.corewatch.app.config.AnalyzeConfig;
import dev.corewatch.app.config.CaptureConfig;
import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.app.config.SpoolConfig;
import dev.corewatch.app.config.StoreConfig;
import dev.corewatch.app.config.WorkloadConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.IOException;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** The sidecar under Quarkus: settings and meters in, and out again when the process is told to stop. */
public final class SidecarRole implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(SidecarRole.class);

    private final RoleConfig config;
    private final MeterRegistry meters;
    private final Health health;

    @Inject
    SidecarRole(
            CaptureConfig capture,
            SpoolConfig spool,
            StoreConfig store,
            AnalyzeConfig analyze,
            WorkloadConfig workload,
            MeterRegistry meters,
            @Readiness Health health) {
        this.config = new RoleConfig(capture, spool, store, analyze, workload);
        this.meters = meters;
        this.health = health;
    }

    @Override
    public int run(String... args) {
        return RoleRun.serve(this::serve, health);
    }

    private void serve() throws IOException {
        try (var _ = Sidecar.start(config, new MeterObserver(meters))) {
            health.working();
            LOG.infof("watching %s for cores", config.capture().directory());
            Quarkus.waitForExit();
        }
    }
}
