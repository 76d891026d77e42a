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
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A controller and its client, from start to end. */
final class ControllerRun {

    private static final Logger LOG = Logger.getLogger(ControllerRun.class);

    private ControllerRun() {}

    /**
     * Serves until the process is told to stop.
     *
     * @param working told when it does its work
     */
    static void untilStopped(
            ControllerConfig config,
            AnalyzeConfig analyze,
            WorkloadConfig workload,
            MeterRegistry meters,
            Runnable working)
            throws IOException {
        var failure = new AtomicReference<@Nullable RuntimeException>();
        // Named, not found: the native binary's extension for the client brings another one.
        var http = new JdkHttpClientFactory();
        try (var client =
                new KubernetesClientBuilder().withHttpClientFactory(http).build()) {
            try (var _ = Controller.start(config, analyze, workload, client, meters, why -> {
                failure.set(why);
                Quarkus.asyncExit();
            })) {
                working.run();
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
    }

    private static CommandFailure refused(KubernetesClient client, KubernetesClientException e) {
        return new CommandFailure(ExitCode.SOFTWARE, Controller.advice(client, e), e);
    }
}
