package dev.corewatch.kubernetes.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.crash.WatchedPod;
import dev.corewatch.lab.ControlPlane;
import dev.corewatch.lab.LonePod;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real workloads, changed as people change them, on a real API server with its controllers. */
final class ClusterChangesIT {

    private final ControlPlane plane = ControlPlane.shared();
    private final KubernetesClient client = plane.client();
    private final String namespace = plane.namespace();
    private @Nullable ClusterChanges changes;

    @BeforeEach
    void watch() {
        changes = ClusterChanges.watch(client, Set.of(), InstantSource.system());
    }

    @AfterEach
    void close() {
        if (changes != null) {
            changes.close();
        }
    }

    @Test
    void tellsOfARolloutWithItsImages() {
        deploy("thing-two", "thing:v7");
        awaitSentence("thing_two", said -> said.contains("the creation of deployment/thing-two"));

        setImage("thing-two", "thing:v8");

        awaitSentence(
                "thing_two", said -> said.endsWith("s after the rollout of deployment/thing-two (image v7 -> v8)"));
    }

    @Test
    void tellsOfScaling() {
        deploy("lb", "haproxy:2.6");
        awaitSentence(null, said -> said.contains("the creation of deployment/lb"));

        client.apps().deployments().inNamespace(namespace).withName("lb").scale(5);

        awaitSentence(null, said -> said.endsWith("s after the scaling of deployment/lb (1 -> 5)"));
    }

    @Test
    void knowsWhatHappenedBeforeItWatched() {
        var created = deploy("old", "thing:v7");
        awaitReplicaSets("old", 1);
        // The record's times are whole seconds.
        var made = Instant.parse(created.getMetadata().getCreationTimestamp());
        eventually().until(() -> Instant.now().isAfter(made.plusSeconds(2)));
        setImage("old", "thing:v8");
        awaitReplicaSets("old", 2);

        try (var fresh = ClusterChanges.watch(client, Set.of(namespace), InstantSource.system())) {
            eventually()
                    .untilAsserted(() -> assertThat(before(fresh, pod("haproxy:2.6", Set.of()), null))
                            .hasSize(2)
                            .anyMatch(said -> said.endsWith("s after the rollout of deployment/old (image v7 -> v8)"))
                            .anyMatch(said -> said.endsWith("s after the creation of deployment/old")));
        }
    }

    @Test
    void tellsOfAConfigMapThatThePodMounts() {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("lb-config")
                        .endMetadata()
                        .addToData("haproxy.cfg", "global\n")
                        .build())
                .create();

        assertThat(before(pod("haproxy:2.6", Set.of("lb-config", "other")), null))
                .singleElement()
                .satisfies(said -> assertThat(said).endsWith("s after ConfigMap lb-config changed"));
    }

    @Test
    void tellsNothingOfConfigurationThatMayNotBeRead() {
        plane.grant(namespace, "default");
        try (var poor = plane.as(namespace, "default");
                var blind = ClusterChanges.watch(poor, Set.of(namespace), InstantSource.system())) {
            var pod = pod("haproxy:2.6", Set.of("kube-root-ca.crt"));

            assertThat(blind.before(pod, new WorkloadRef("apps/v1", "Deployment", "edge"), Instant.now(), null))
                    .isEmpty();
        }
    }

    @Test
    void tellsOfAnImageThatWasChangedInThePodItself() {
        deploy("edge", "haproxy:zlib");
        awaitSentence(null, said -> said.contains("the creation of deployment/edge"));
        var pod = eventually()
                .until(() -> client.pods().inNamespace(namespace).list().getItems(), pods -> !pods.isEmpty())
                .getFirst();
        // The record's times are whole seconds, and a Pod that is just made is being made.
        eventually().until(() -> Instant.now().isAfter(created(pod).plusSeconds(4)));
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .patch(ControlPlane.MERGE, """
                        {"spec": {"containers": [{"name": "main", "image": "haproxy:slz"}]}}""");

        var watched = new WatchedPod(
                namespace,
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                null,
                created(pod),
                null,
                Map.of(),
                List.of(new WatchedPod.Container("main", "haproxy:slz", null, 1, null, null)),
                Set.of());

        eventually()
                .untilAsserted(() -> assertThat(before(watched, null))
                        .first()
                        .asString()
                        .endsWith("s after its image changed (zlib -> slz)"));
    }

    @Test
    void tellsOfThePodsNode() {
        var node = client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withGenerateName("node-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
        var pod = new WatchedPod(namespace, "edge-1", "uid", node, Instant.now(), null, Map.of(), List.of(), Set.of());
        try {
            // Until the watch has seen it uncordoned, each try is a change of its own.
            var isCordoned = new AtomicBoolean();
            eventually().untilAsserted(() -> {
                isCordoned.set(!isCordoned.get());
                client.nodes().withName(node).patch(ControlPlane.MERGE, """
                        {"spec": {"unschedulable": %s}}""".formatted(isCordoned));
                assertThat(before(pod, null)).anyMatch(said -> said.endsWith("the node was cordoned"));
            });
        } finally {
            client.nodes().withName(node).delete();
        }
    }

    private static Instant created(Pod pod) {
        return Instant.parse(pod.getMetadata().getCreationTimestamp());
    }

    private void awaitSentence(@Nullable String backend, Predicate<String> expected) {
        eventually()
                .untilAsserted(() -> assertThat(before(pod("haproxy:2.6", Set.of()), backend))
                        .anyMatch(expected));
    }

    private void awaitReplicaSets(String deployment, int count) {
        eventually()
                .until(() -> client.apps()
                                .replicaSets()
                                .inNamespace(namespace)
                                .withLabel("app", deployment)
                                .list()
                                .getItems()
                                .size()
                        == count);
    }

    private List<String> before(WatchedPod pod, @Nullable String backend) {
        return before(Objects.requireNonNull(changes), pod, backend);
    }

    private static List<String> before(ClusterChanges changes, WatchedPod pod, @Nullable String backend) {
        return changes.before(pod, new WorkloadRef("apps/v1", "Deployment", "edge"), Instant.now(), backend);
    }

    private WatchedPod pod(String image, Set<String> configuration) {
        return new WatchedPod(
                namespace,
                "edge-1",
                "uid",
                null,
                Instant.now(),
                null,
                Map.of(),
                List.of(new WatchedPod.Container("haproxy", image, null, 0, null, null)),
                configuration);
    }

    private void setImage(String deployment, String image) {
        client.apps().deployments().inNamespace(namespace).withName(deployment).patch(ControlPlane.MERGE, """
                {"spec": {"template": {"spec": {"containers": [{"name": "main", "image": "%s"}]}}}}""".formatted(
                        image));
    }

    private Deployment deploy(String name, String image) {
        return client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(1)
                        .withNewSelector()
                        .addToMatchLabels("app", name)
                        .endSelector()
                        .withTemplate(LonePod.template(name, "main", image))
                        .endSpec()
                        .build())
                .create();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
