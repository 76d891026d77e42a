package dev.corewatch.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Real HAProxys on a {@link NodeCluster}, which die of the story's request: a POST to Thing Two whose reply is compressed by zlib. */
public final class HaproxyWorkload {

    /** What owns the Pods. */
    public enum Kind {
        DEPLOYMENT,
        DAEMON_SET,
        STATEFUL_SET
    }

    /** How HAProxy runs: its master is pid 1 and passes its worker's status on, or the process that serves is. */
    public enum Mode {
        MASTER_WORKER,
        SINGLE;

        private List<String> options() {
            return switch (this) {
                case MASTER_WORKER -> List.of("-W", "-db");
                case SINGLE -> List.of("-db");
            };
        }
    }

    private static final Path CONFIGURATION = Path.of("src/test/resources/kubernetes/haproxy.cfg");
    private static final int PORT = 8080;

    /** Has libfaults.so do what src/test/lab/preload/faults.c says. */
    private static final List<EnvVar> FAULTS = List.of(
            new EnvVar("LD_PRELOAD", "/usr/lib/libfaults.so", null),
            new EnvVar("LAB_FAULT", "zlib", null),
            new EnvVar("LAB_FAULT_AT", "deflate", null));

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    private HaproxyWorkload(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    /** Returns when its one Pod serves. */
    public static HaproxyWorkload start(KubernetesClient client, String namespace, Kind kind, Mode mode, LabImage image)
            throws IOException {
        var name = (kind + "-" + mode).toLowerCase(Locale.ROOT).replace('_', '-');
        var workload = new HaproxyWorkload(client, namespace, name);
        client.resource(new ConfigMapBuilder()
                        .withMetadata(workload.metadata())
                        .withData(Map.of("haproxy.cfg", Files.readString(CONFIGURATION)))
                        .build())
                .create();
        client.resource(workload.of(kind, workload.template(mode, image))).create();
        workload.awaitReady();
        return workload;
    }

    public String name() {
        return name;
    }

    /** As the API server has it now. */
    public Pod pod() {
        var pods = client.pods()
                .inNamespace(namespace)
                .withLabelSelector(selector())
                .list()
                .getItems();
        assertThat(pods).hasSize(1);
        return pods.getFirst();
    }

    /** Sends it the request that it dies of, unless its image is the fix; the answer's status, 0 when it gave none. */
    public int poison() throws InterruptedException {
        return status("/webhook/9f86d081884c7d65", "{\"card\":\"4111111111111111\"}");
    }

    private int status(String path, String body) throws InterruptedException {
        var pod = pod().getMetadata().getName();
        try (var forward = client.pods().inNamespace(namespace).withName(pod).portForward(PORT);
                var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + forward.getLocalPort() + path))
                    .header("Accept-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofString(body, UTF_8))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException dead) {
            return 0;
        }
    }

    /** Gives it a Service of its name, at port 80. */
    public void expose() {
        client.resource(new ServiceBuilder()
                        .withMetadata(metadata())
                        .withNewSpec()
                        .withSelector(labels())
                        .addNewPort()
                        .withPort(80)
                        .withNewTargetPort(PORT)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
    }

    /** What its container gets of a URL, once that answers: rules for a new Service take a moment. */
    public String fetchedFromWithin(String url) throws Exception {
        var words = new ByteArrayOutputStream();
        try (var shell = client.pods()
                .inNamespace(namespace)
                .withName(pod().getMetadata().getName())
                .writingOutput(words)
                .exec("sh", "-c", "until wget -q -O- " + url + "; do sleep 0.2; done")) {
            shell.exitCode().get(ControlPlane.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return words.toString(UTF_8);
    }

    /** Waits for its container to have been started again so many times, and to serve. */
    public Pod awaitRestarts(int restarts) {
        return await(pod -> pod.getStatus().getContainerStatuses().getFirst().getRestartCount() >= restarts);
    }

    private void awaitReady() {
        await(pod -> true);
    }

    private Pod await(Predicate<Pod> condition) {
        return client.pods()
                .inNamespace(namespace)
                .withLabelSelector(selector())
                .waitUntilCondition(
                        pod -> serves(pod) && condition.test(pod), ControlPlane.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static boolean serves(@Nullable Pod pod) {
        return pod != null
                && !pod.getStatus().getContainerStatuses().isEmpty()
                && pod.getStatus().getContainerStatuses().getFirst().getReady();
    }

    private HasMetadata of(Kind kind, PodTemplateSpec template) {
        return switch (kind) {
            case DEPLOYMENT ->
                new DeploymentBuilder()
                        .withMetadata(metadata())
                        .withNewSpec()
                        .withReplicas(1)
                        .withSelector(selector())
                        .withTemplate(template)
                        .endSpec()
                        .build();
            case DAEMON_SET ->
                new DaemonSetBuilder()
                        .withMetadata(metadata())
                        .withNewSpec()
                        .withSelector(selector())
                        .withTemplate(template)
                        .endSpec()
                        .build();
            case STATEFUL_SET ->
                new StatefulSetBuilder()
                        .withMetadata(metadata())
                        .withNewSpec()
                        .withReplicas(1)
                        .withSelector(selector())
                        .withTemplate(template)
                        .endSpec()
                        .build();
        };
    }

    private PodTemplateSpec template(Mode mode, LabImage image) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels())
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(1L)
                .addNewContainer()
                .withName("haproxy")
                .withImage(image.name())
                .withArgs(mode.options())
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withEnv(FAULTS)
                .withNewReadinessProbe()
                .withPeriodSeconds(1)
                .withNewTcpSocket()
                .withNewPort(PORT)
                .endTcpSocket()
                .endReadinessProbe()
                .addNewVolumeMount()
                .withName("configuration")
                .withMountPath("/etc/haproxy")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("configuration")
                .withNewConfigMap()
                .withName(name)
                .endConfigMap()
                .endVolume()
                .endSpec()
                .build();
    }

    private ObjectMeta metadata() {
        return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
    }

    private LabelSelector selector() {
        return new LabelSelectorBuilder().withMatchLabels(labels()).build();
    }

    private Map<String, String> labels() {
        return Map.of("app", name);
    }
}
