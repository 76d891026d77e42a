package dev.corewatch.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.kubernetes.api.PodAnnotations;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import org.junit.jupiter.api.Test;

/** What the real API server makes of corewatch's resources and of its rights. */
final class ControlPlaneIT {

    private final ControlPlane plane = ControlPlane.shared();
    private final String namespace = plane.namespace();

    @Test
    void takesACrashAndSaysWhichOfItsFieldsCantBeChanged() {
        var crash = crash(new CrashSpec(workload("www"), "haproxy", "abc", "SIGSEGV", null, null, null, null));
        var created = plane.client().resource(crash).create();

        created.setSpec(new CrashSpec(workload("www"), "haproxy", "other", "SIGSEGV", null, null, null, null));
        assertThatThrownBy(() -> plane.client().resource(created).update())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(
                        "workloadRef, container, signature and signal say which bug this is and can't be changed");

        created.setSpec(new CrashSpec(workload("www"), "haproxy", "abc", "SIGSEGV", true, "known", "2.6.13", "P30D"));
        assertThat(plane.client().resource(created).update().getSpec().note()).isEqualTo("known");
    }

    @Test
    void refusesAVersionThatFixesWhatNobodyAcknowledged() {
        var crash = crash(new CrashSpec(workload("www"), "haproxy", null, "unknown", null, null, "2.6.13", null));
        assertThatThrownBy(() -> plane.client().resource(crash).create())
                .hasMessageContaining("fixedIn needs acknowledged: true");
    }

    @Test
    void refusesADurationAndAVersionThatAreNone() {
        var crash = crash(new CrashSpec(workload("www"), "haproxy", null, "unknown", true, null, "latest", "30 days"));
        assertThatThrownBy(() -> plane.client().resource(crash).create())
                .hasMessageContaining("spec.fixedIn")
                .hasMessageContaining("spec.retainAfterDeletion");
    }

    @Test
    void aPodIsAnnotatedThroughItsStatusByWhoMayPatchNothingElse() {
        plane.client().resource(pod("www").build()).create();
        try (var client = annotator()) {
            client.resource(annotated("www").build()).subresource("status").patch(APPLY);
        }

        var pod = find("www");
        assertThat(pod.getMetadata().getAnnotations()).containsEntry(PodAnnotations.COUNT, "1");
        assertThat(pod.getMetadata().getManagedFields()).anySatisfy(owner -> {
            assertThat(owner.getManager()).isEqualTo("corewatch");
            assertThat(owner.getOperation()).isEqualTo("Apply");
            assertThat(owner.getSubresource()).isEqualTo("status");
        });
    }

    @Test
    void whoMayPatchAPodsStatusAloneCantChangeItsImage() {
        plane.client().resource(pod("www").build()).create();
        try (var client = annotator()) {
            var another = annotated("www").withSpec(pod("www").buildSpec()).build();
            another.getSpec().getContainers().getFirst().setImage("localhost/another:1");
            client.resource(another).subresource("status").patch(APPLY);
            assertThatThrownBy(() -> client.resource(another).patch(APPLY))
                    .hasMessageContaining("cannot patch resource \"pods\"");
        }
        assertThat(find("www").getSpec().getContainers().getFirst().getImage()).isEqualTo("localhost/haproxy:1");
    }

    @Test
    void annotatingAPodThatIsGoneMakesNone() {
        try (var client = annotator()) {
            assertThatThrownBy(() -> client.resource(annotated("gone").build())
                            .subresource("status")
                            .patch(APPLY))
                    .isInstanceOfSatisfying(
                            KubernetesClientException.class,
                            refused -> assertThat(refused.getCode()).isEqualTo(404));
        }
    }

    @Test
    void forgetsNothingWhileTheApiServerIsAway() throws Exception {
        try (var own = ControlPlane.start()) {
            var created = own.namespace();
            own.stopApiServer();
            assertThatThrownBy(() -> own.client().namespaces().withName(created).get())
                    .isInstanceOf(KubernetesClientException.class);
            own.startApiServer();
            assertThat(own.client().namespaces().withName(created).get()).isNotNull();
        }
    }

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("corewatch")
            .withForce(true)
            .build();

    private HAProxyCrash crash(CrashSpec spec) {
        var crash = new HAProxyCrash();
        crash.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withGenerateName("www-")
                .build());
        crash.setSpec(spec);
        return crash;
    }

    private KubernetesClient annotator() {
        var status = new PolicyRuleBuilder()
                .withApiGroups("")
                .withResources("pods/status")
                .withVerbs("patch")
                .build();
        plane.grant(namespace, "annotator", status);
        return plane.as(namespace, "annotator");
    }

    private PodBuilder annotated(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .addToAnnotations(PodAnnotations.COUNT, "1")
                .endMetadata();
    }

    private PodBuilder pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("haproxy")
                .withImage("localhost/haproxy:1")
                .endContainer()
                .endSpec();
    }

    private Pod find(String name) {
        return plane.client().pods().inNamespace(namespace).withName(name).get();
    }

    private static WorkloadRef workload(String name) {
        return new WorkloadRef("apps/v1", "Deployment", name);
    }
}
