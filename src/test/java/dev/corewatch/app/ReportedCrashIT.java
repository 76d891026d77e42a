package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.ingest.Handshake;
import dev.corewatch.kubernetes.ingest.ReportingCluster;
import dev.corewatch.lab.ControlPlane;
import dev.corewatch.publish.delivery.ControllerClient;
import dev.corewatch.publish.delivery.Delivery;
import dev.corewatch.publish.delivery.Fitting;
import dev.corewatch.spool.OccurrenceIds;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent reports to the controller as people start it: by the Service's endpoint, with a bound token, on a real API server. */
final class ReportedCrashIT {

    private static final String REPORTS = "corewatch_reports_total";
    private static final OccurrenceIds IDS = new OccurrenceIds(Clock.systemUTC(), new SplittableRandom());

    /** A handshake's record, of which nothing more comes (RFC 8446, 5.1). */
    private static final byte[] BEGINNING = {22, 3, 1, 2, 0};

    @TempDir
    Path directory;

    private final ReportingCluster cluster = new ReportingCluster(ControlPlane.shared());

    @Test
    void isToldOnItsPodOnce() throws Exception {
        try (var controller = controller();
                var agent = agent(port(controller))) {
            var crash = cluster.crash(IDS.next(), 2, "node-1");

            assertThat(agent.send(crash.id(), Fitting.of(crash))).isInstanceOf(Delivery.Taken.class);
            assertThat(agent.send(crash.id(), Fitting.of(crash))).isInstanceOf(Delivery.Taken.class);

            assertThat(annotations("web-on-node-1"))
                    .containsEntry("corewatch.dev/crash-count", "1")
                    .containsEntry("corewatch.dev/last-crash-signal", "SIGSEGV");
            assertThat(controller.metric(REPORTS, "\"taken\"")).endsWith(" 1.0");
            assertThat(controller.metric(REPORTS, "\"known\"")).endsWith(" 1.0");
            assertThat(controller.get("/readyz")).contains("\"UP\"").doesNotContain("\"DOWN\"");
            System.out.printf(
                    "controller: ready after %d ms, RSS %d MB after its first report%n",
                    controller.startup().toMillis(), controller.residentKib() >> 10);
        }
    }

    @Test
    void isRefusedOfAnotherNodesPod() throws Exception {
        try (var controller = controller();
                var agent = agent(port(controller))) {
            var crash = cluster.crash(IDS.next(), 2, "node-2");

            assertThat(agent.send(crash.id(), Fitting.of(crash)))
                    .isInstanceOfSatisfying(
                            Delivery.Refused.class,
                            why -> assertThat(why.reason()).contains("only that node's agent may report on it"));
        }
    }

    @Test
    void isWaitedForAWhileAndNoLonger() throws Exception {
        try (var controller = controller();
                var slow = new Socket("localhost", port(controller))) {
            slow.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
            slow.getOutputStream().write(BEGINNING);

            assertThat(Handshake.isCutOff(slow)).isTrue();
        }
    }

    private RunningRole controller() throws Exception {
        return RunningRole.controller(
                directory,
                "controller",
                Map.of(
                        "KUBECONFIG",
                        ControlPlane.shared().kubeconfig().toString(),
                        "COREWATCH_CONTROLLER_NAME",
                        ReportingCluster.SERVICE,
                        "COREWATCH_CONTROLLER_NAMESPACE",
                        cluster.namespace(),
                        "COREWATCH_CONTROLLER_NAMESPACES",
                        cluster.namespace(),
                        "COREWATCH_CONTROLLER_ADDRESS",
                        "10.1.2.3",
                        "COREWATCH_CONTROLLER_AGENTS",
                        cluster.namespace() + "/" + ReportingCluster.AGENT));
    }

    /** Where the Service leads once this one counts. */
    private int port(RunningRole controller) throws Exception {
        var slices = cluster.client()
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(cluster.namespace())
                .withName(ReportingCluster.SERVICE);
        return controller.until("it leads", () -> port(slices.get()));
    }

    private static @Nullable Integer port(@Nullable EndpointSlice slice) {
        return slice == null ? null : slice.getPorts().getFirst().getPort();
    }

    private ControllerClient agent(int port) throws IOException {
        var map = cluster.client()
                .configMaps()
                .inNamespace(cluster.namespace())
                .withName(ReportingCluster.SERVICE + "-ca")
                .get();
        var authorities = Files.writeString(
                directory.resolve("ca.crt"), String.valueOf(map.getData().get("ca.crt")));
        var token = Files.writeString(directory.resolve("token"), cluster.token("node-1"));
        return new ControllerClient(URI.create("https://localhost:" + port), token, authorities);
    }

    private Map<String, String> annotations(String pod) {
        return cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withName(pod)
                .get()
                .getMetadata()
                .getAnnotations();
    }
}
