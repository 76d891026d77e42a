package dev.corewatch.lab;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A Pod on a cluster without nodes: the test is its kubelet, and writes the status that a real one writes (facts of a real cluster). */
public final class LonePod {

    private static final String CONTAINER = "haproxy";
    private static final String NODE = "node-1";
    private static final PatchContext AS_KUBELET = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("kubelet")
            .withForce(true)
            .build();

    private final KubernetesClient client;
    private final Pod pod;
    private String containerId = newId();
    private int restarts;
    private @Nullable ContainerState lastState;

    private LonePod(KubernetesClient client, Pod pod) {
        this.client = client;
        this.pod = pod;
    }

    /** Of a workload that selects by the label {@code app}. */
    public static PodTemplateSpec template(String app, String container, String image) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", app)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(container)
                .withImage(image)
                .endContainer()
                .endSpec()
                .build();
    }

    /** A running HAProxy. */
    public static LonePod start(KubernetesClient client, String namespace, String name) {
        return start(client, namespace, name, List.of());
    }

    public static LonePod start(KubernetesClient client, String namespace, String name, List<OwnerReference> owners) {
        return start(client, namespace, name, owners, Map.of());
    }

    public static LonePod start(
            KubernetesClient client,
            String namespace,
            String name,
            List<OwnerReference> owners,
            Map<String, String> annotations) {
        // Pods of a node that isn't there are collected.
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(NODE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        var made = client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withOwnerReferences(owners)
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(NODE)
                        .addNewToleration()
                        .withOperator("Exists")
                        .endToleration()
                        .addNewContainer()
                        .withName(CONTAINER)
                        .withImage("localhost/haproxy:2.6.12")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        var lone = new LonePod(client, made);
        lone.running();
        return lone;
    }

    public String namespace() {
        return pod.getMetadata().getNamespace();
    }

    public String name() {
        return pod.getMetadata().getName();
    }

    /** Of the container that runs, or ran last. */
    public String containerId() {
        return containerId;
    }

    /** Its container ends so, and is started again: what a watch shows of a short pause. */
    public void endAndRestart(int exitCode, String reason) {
        end(exitCode, reason);
        restart();
    }

    /** Its container ends so, now. */
    public void end(int exitCode, String reason) {
        end(exitCode, reason, null, Instant.now());
    }

    public void end(int exitCode, String reason, @Nullable String message, Instant finished) {
        lastState = new ContainerStateBuilder()
                .withNewTerminated()
                .withContainerID("containerd://" + containerId)
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .withStartedAt(finished.minusSeconds(60)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString())
                .withFinishedAt(finished.truncatedTo(ChronoUnit.SECONDS).toString())
                .endTerminated()
                .build();
        write(status().withState(lastState).build());
    }

    /** It waits for its restart: the dead container is in the last state. */
    public void backOff() {
        write(status().withNewState()
                .withNewWaiting()
                .withReason("CrashLoopBackOff")
                .endWaiting()
                .endState()
                .withLastState(lastState)
                .build());
    }

    /** The next container runs. */
    public void restart() {
        containerId = newId();
        restarts++;
        running();
    }

    /** Restarts that nobody saw: of what was in between the status says nothing. */
    public void restartUnseen(int times) {
        restarts += times;
    }

    public void delete() {
        client.resource(pod).withGracePeriod(0).delete();
    }

    /** As the API server has it. */
    public Pod now() {
        return Objects.requireNonNull(client.resource(pod).get());
    }

    public Map<String, String> annotations() {
        var all = now().getMetadata().getAnnotations();
        return all == null ? Map.of() : all;
    }

    private void running() {
        write(status().withNewState()
                .withNewRunning()
                .endRunning()
                .endState()
                .withLastState(lastState)
                .build());
    }

    private ContainerStatusBuilder status() {
        return new ContainerStatusBuilder()
                .withName(CONTAINER)
                .withImage("localhost/haproxy:2.6.12")
                .withImageID("sha256:0")
                .withReady(true)
                .withContainerID("containerd://" + containerId)
                .withRestartCount(restarts);
    }

    private void write(ContainerStatus container) {
        var written = new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace())
                .withName(name())
                .endMetadata()
                .withNewStatus()
                .withPhase("Running")
                .withContainerStatuses(container)
                .endStatus()
                .build();
        client.resource(written).subresource("status").patch(AS_KUBELET, written);
    }

    private static String newId() {
        var bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
