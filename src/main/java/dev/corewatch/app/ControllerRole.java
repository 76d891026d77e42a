package dev.corewatch.app;

import dev.corewatch.app.config.AnalyzeConfig;
import dev.corewatch.app.config.ControllerConfig;
import dev.corewatch.app.config.WorkloadConfig;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The controller under Quarkus: settings, client and meters in, and out again when the process is told to stop. */
public final class ControllerRole implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(ControllerRole.class);

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
        // Named, not found: the native binary's extension for the client brings another one.
        var factory = new JdkHttpClientFactory();
        try (var client =
                new KubernetesClientBuilder().withHttpClientFactory(factory).build()) {
            serve(client);
        }
    }

    private void serve(KubernetesClient client) throws IOException {
        var failure = new AtomicReference<@Nullable RuntimeException>();
        try (var _ = Controller.start(config, analyze, workload, client, meters, why -> {
            failure.set(why);
            Quarkus.asyncExit();
        })) {
            health.working();
            LOG.info("watching for the lease, and the cluster's HAProxys when it is had");
            Quarkus.waitForExit();
        } catch (KubernetesClientException e) {
            throw refused(client, e);
        }
        var why = failure.get();
        if (why != null) {
            throw why instanceof KubernetesClientException e
                    ? refused(client, e)
                    : new CommandFailure(ExitCode.SOFTWARE, String.valueOf(why.getMessage()), why);
        }
    }

    private static CommandFailure refused(KubernetesClient client, KubernetesClientException e) {
        return new CommandFailure(ExitCode.SOFTWARE, Controller.advice(client, e), e);
    }
}
