package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corewatch.kubernetes.api.CrashName;
import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.lab.ControlPlane;
import dev.corewatch.lab.LonePod;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CrashReconcilerIT {

    private static final PatchContext MERGE =
            new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

    private final ControlPlane plane = ControlPlane.shared();
    private final KubernetesClient client = plane.client();
    private final String namespace = plane.namespace();
    private @Nullable Operator operator;

    @AfterEach
    void stop() {
        if (operator != null) {
            operator.stop();
        }
    }

    @Test
    void followsWhatAPersonSays() {
        run(client, Duration.ofDays(30));
        deploy("edge");
        var name = crash("edge", 3);

        patch(name, "{\"spec\": {\"acknowledged\": true, \"fixedIn\": \"2.6.13\"}}");
        awaitAcknowledged(name, "yes");
        assertThat(find(name).getStatus().count()).isEqualTo(3);

        patch(name, "{\"spec\": {\"acknowledged\": null, \"fixedIn\": null}}");
        awaitAcknowledged(name, "no");
    }

    @Test
    void aPersonsNextWordEndsAReopening() {
        run(client, Duration.ofDays(30));
        deploy("edge");
        var name = crash("edge", 1);
        patch(name, "{\"spec\": {\"acknowledged\": true, \"fixedIn\": \"2.6.13\"}}");
        awaitAcknowledged(name, "yes");
        long generation = find(name).getMetadata().getGeneration();
        status(
                name,
                Map.of(
                        "acknowledged",
                        "reopened",
                        "reopened",
                        Map.of("time", "2026-11-26T01:02:03Z", "version", "2.6.14", "generation", generation)));

        patch(name, "{\"spec\": {\"fixedIn\": \"2.6.15\"}}");

        awaitAcknowledged(name, "yes");
    }

    @Test
    void deletesACrashAWhileAfterItsWorkload() {
        run(client, Duration.ofSeconds(3));
        var name = crash("never-there", 1);

        eventually().until(() -> "True".equals(gone(name)));
        assertThat(find(name)).isNotNull();
        eventually().untilAsserted(() -> assertThat(find(name)).isNull());
    }

    @Test
    void keepsACrashWhoseWorkloadCameBack() {
        var name = crash("edge", 1);
        status(
                name,
                Map.of(
                        "conditions",
                        List.of(Map.of(
                                "type", "WorkloadGone",
                                "status", "True",
                                "lastTransitionTime",
                                        Instant.now().minusSeconds(3_600).toString()))));
        deploy("edge");

        run(client, Duration.ofMinutes(10));

        eventually().until(() -> "False".equals(gone(name)));
        assertThat(find(name)).isNotNull();
    }

    @Test
    void keepsACrashWhoseWorkloadMayNotBeSeen() {
        plane.grant(
                namespace,
                "default",
                new PolicyRuleBuilder()
                        .withApiGroups("corewatch.dev")
                        .withResources("haproxycrashes", "haproxycrashes/status")
                        .withVerbs("get", "list", "watch", "patch", "delete")
                        .build());
        try (var poor = plane.as(namespace, "default")) {
            run(poor, Duration.ofSeconds(1));
            var name = crash("never-there", 1);
            patch(name, "{\"spec\": {\"acknowledged\": true}}");

            awaitAcknowledged(name, "yes");
            assertThat(gone(name)).isNull();
        }
    }

    private void run(KubernetesClient as, Duration retain) {
        operator = new Operator(overrider -> overrider.withKubernetesClient(as).withCloseClientOnStop(false));
        operator.register(
                new CrashReconciler(as, retain, InstantSource.system()),
                overrider -> overrider.settingNamespaces(Set.of(namespace)));
        operator.start();
    }

    private String crash(String workload, long count) {
        var spec = new CrashSpec(
                new WorkloadRef("apps/v1", "DaemonSet", workload),
                "haproxy",
                "8c1f0a2b3c4d",
                "SIGSEGV",
                null,
                null,
                null,
                null);
        var crash = new HAProxyCrash();
        crash.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(CrashName.of(spec))
                .build());
        crash.setSpec(spec);
        var name = client.resource(crash).create().getMetadata().getName();
        status(name, Map.of("count", count));
        return name;
    }

    /** No node is there, so it makes no Pods. */
    private void deploy(String name) {
        client.resource(new DaemonSetBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNewSelector()
                        .addToMatchLabels("app", name)
                        .endSelector()
                        .withTemplate(LonePod.template(name, "haproxy", "haproxy:2.6"))
                        .endSpec()
                        .build())
                .create();
    }

    private void patch(String name, String patch) {
        client.resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(MERGE, patch);
    }

    private void status(String name, Map<String, ?> status) {
        client.resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .withName(name)
                .subresource("status")
                .patch(MERGE, client.getKubernetesSerialization().asJson(Map.of("status", status)));
    }

    private HAProxyCrash find(String name) {
        return client.resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private @Nullable String gone(String name) {
        var status = find(name).getStatus();
        var conditions = status == null || status.conditions() == null ? List.<Condition>of() : status.conditions();
        return conditions.stream().map(Condition::getStatus).findFirst().orElse(null);
    }

    private void awaitAcknowledged(String name, String word) {
        eventually()
                .untilAsserted(
                        () -> assertThat(find(name).getStatus().acknowledged()).isEqualTo(word));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }
}
