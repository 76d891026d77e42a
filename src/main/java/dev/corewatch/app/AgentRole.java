package dev.corewatch.app;

import dev.corewatch.app.config.AgentConfig;
import dev.corewatch.app.config.AnalyzeConfig;
import dev.corewatch.app.config.CaptureConfig;
import dev.corewatch.app.config.ReportConfig;
import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.app.config.SpoolConfig;
import dev.corewatch.app.config.StoreConfig;
import dev.corewatch.app.config.WorkloadConfig;
import dev.corewatch.publish.metrics.DeliveryMeters;
import dev.corewatch.publish.metrics.KernelMeters;
import dev.corewatch.system.Prctl;
import dev.corewatch.system.ProcessTable;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The node agent under Quarkus: settings and meters in, and out again when the process is told to stop. */
public final class AgentRole implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(AgentRole.class);

    private final RoleConfig config;
    private final AgentConfig agent;
    private final ReportConfig report;
    private final MeterRegistry meters;
    private final Health health;

    @Inject
    AgentRole(
            CaptureConfig capture,
            SpoolConfig spool,
            StoreConfig store,
            AnalyzeConfig analyze,
            WorkloadConfig workload,
            AgentConfig agent,
            ReportConfig report,
            MeterRegistry meters,
            @Readiness Health health) {
        this.config = new RoleConfig(capture, spool, store, analyze, workload);
        this.agent = agent;
        this.report = report;
        this.meters = meters;
        this.health = health;
    }

    @Override
    public int run(String... args) {
        return RoleRun.serve(this::serve, health);
    }

    private void serve() throws IOException {
        Prctl.makeNonDumpable();
        new ProcessTable(Path.of("/proc")).own().ifPresent(own -> Right.tellMissing(own.effective()));
        var reports = reports();
        try (var running = Agent.start(config, agent, observer(reports), reports)) {
            KernelMeters.watch(meters, running);
            health.working();
            LOG.infof(
                    "watching this node's cores by %s: core_pattern is %s",
                    running.mode().word(), running.pattern());
            Quarkus.waitForExit();
        }
    }

    private @Nullable PodReports reports() {
        if (report.url().isEmpty()) {
            return null;
        }
        var reports =
                PodReports.of(report, report.url().get(), config.spool().directory(), Redaction.of(config.analyze()));
        DeliveryMeters.watch(meters, reports);
        return reports;
    }

    /** What the controller is told of, it counts. */
    private MeterObserver observer(@Nullable PodReports reports) {
        return reports == null ? new MeterObserver(meters) : new MeterObserver(meters, PodReports::isOfPod);
    }
}
