package dev.corewatch.app;

import dev.corewatch.app.config.AnalyzeConfig;
import dev.corewatch.app.config.ControllerConfig;
import dev.corewatch.app.config.WorkloadConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.IOException;
import org.eclipse.microprofile.health.Readiness;

/**
 * The controller under Quarkus: settings and meters in. ArC links the class of every bean in every role, and the other roles' class path
 * has no Kubernetes client: what knows one is {@link ControllerRun}.
 */
public final class ControllerRole implements QuarkusApplication {

    private final ControllerConfig config;
    private final AnalyzeConfig analyze;
    private final WorkloadConfig workload;
    private final MeterRegistry meters;
    private final Health health;

    @Inject
    ControllerRole(
            ControllerConfig config,
            AnalyzeConfig analyze,
            WorkloadConfig workload,
            MeterRegistry meters,
            @Readiness Health health) {
        this.config = config;
        this.analyze = analyze;
        this.workload = workload;
        this.meters = meters;
        this.health = health;
    }

    @Override
    public int run(String... args) {
        return RoleRun.serve(this::serve, health);
    }

    private void serve() throws IOException {
        ControllerRun.untilStopped(config, analyze, workload, meters, health::working);
    }
}
