package dev.corewatch.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.lab.ControlPlane;
import dev.corewatch.lab.RealContainers;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart on a real API server, from installation to the last object that is gone. */
final class ReleaseIT {

    private static final String RELEASE = "corewatch";

    private final ControlPlane plane = ControlPlane.shared();
    private final KubernetesClient client = plane.client();
    private final String namespace = plane.namespace();

    @TempDir
    Path home;

    private HelmProgram helm;

    @BeforeEach
    void haveHelm() throws Exception {
        helm = new HelmProgram(plane, namespace, home);
    }

    @Test
    void comesAndChangesAndGoesBackAndGoesWithoutATrace() throws Exception {
        var before = objects();

        var notes = install();
        assertThat(notes).contains("kubectl get hac -A", "pod-security.kubernetes.io/enforce=privileged");
        assertThat(agents()).isNotEmpty();
        RealContainers.until("two controllers", () -> controllers().size() == 2);

        helm.run(
                "upgrade",
                RELEASE,
                Chart.DIRECTORY.toString(),
                "--reuse-values",
                "--set",
                "agent.enabled=false,controller.replicas=3");
        assertThat(agents()).isEmpty();
        RealContainers.until("three controllers", () -> controllers().size() == 3);

        helm.run("rollback", RELEASE, "1");
        assertThat(agents()).isNotEmpty();
        RealContainers.until("two controllers again", () -> controllers().size() == 2);

        makeWhatALeaderMakes();
        helm.run("uninstall", RELEASE);
        RealContainers.until("what was there before", () -> objects().equals(before));
        assertThat(clusterWide()).isEmpty();
        assertThat(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .withName("haproxycrashes.corewatch.dev")
                        .get())
                .as("Helm leaves definitions")
                .isNotNull();
    }

    @Test
    void runsItsControllerWhereOnlyTheLeastIsAllowedAndItsAgentWhereAllIs() throws Exception {
        enforce("restricted");
        install("--set", "agent.enabled=false");
        RealContainers.until("two controllers", () -> controllers().size() == 2);
        assertThatThrownBy(() -> client.resource(agent()).dryRun().create())
                .hasMessageContaining("violates PodSecurity", "hostPID");

        enforce("privileged");
        assertThat(client.resource(agent()).dryRun().create()).isNotNull();
        helm.run("uninstall", RELEASE);
    }

    /** Its definitions are there already: they are taken over, as an upgrade does by hand. */
    @Test
    void thePlainManifestIsTakenAsItIs() throws Exception {
        try (var manifest = Files.newInputStream(Path.of("manifests/corewatch.yaml"))) {
            var made = client.load(manifest).items().stream()
                    .map(object -> client.resource(object).fieldValidation(FieldValidateable.Validation.STRICT))
                    .map(resource -> resource.forceConflicts().serverSideApply())
                    .filter(object -> !object.getKind().equals("CustomResourceDefinition"))
                    .toList();

            assertThat(made).extracting(HasMetadata::getKind).contains("Namespace", "Deployment", "DaemonSet");
            client.resourceList(made).delete();
        }
    }

    private String install(String... more) throws Exception {
        var words =
                new ArrayList<>(List.of("install", RELEASE, Chart.DIRECTORY.toString(), "--set", "cluster.name=test"));
        words.addAll(List.of(more));
        return helm.run(words.toArray(String[]::new));
    }

    private void enforce(String level) {
        client.namespaces().withName(namespace).patch(ControlPlane.MERGE, """
                {"metadata": {"labels": {"pod-security.kubernetes.io/enforce": "%s"}}}""".formatted(level));
    }

    /** As the DaemonSet would make it for a node; its ServiceAccount is not asked for. */
    private Pod agent() throws Exception {
        var template = Chart.object(Chart.objects(Chart.LEAST), "DaemonSet", "corewatch-agent")
                .at("/spec/template/spec");
        var pod = client.getKubernetesSerialization().convertValue(template, PodSpec.class);
        pod.setServiceAccountName("default");
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("agent")
                .endMetadata()
                .withSpec(pod)
                .build();
    }

    /** As the controller's account, owned by the Service. */
    private void makeWhatALeaderMakes() {
        try (var controller = plane.as(namespace, RELEASE)) {
            var service = controller
                    .services()
                    .inNamespace(namespace)
                    .withName(RELEASE)
                    .get();
            controller
                    .resource(new LeaseBuilder()
                            .withMetadata(owned(RELEASE, service))
                            .build())
                    .create();
            controller
                    .resource(new SecretBuilder()
                            .withMetadata(owned(RELEASE + "-tls", service))
                            .build())
                    .create();
            controller
                    .resource(new ConfigMapBuilder()
                            .withMetadata(owned(RELEASE + "-ca", service))
                            .build())
                    .create();
            var slice = new EndpointSliceBuilder()
                    .withMetadata(owned(RELEASE, service))
                    .withAddressType("IPv4")
                    .addNewEndpoint()
                    .withAddresses("10.0.0.1")
                    .endEndpoint()
                    .build();
            slice.getMetadata().getLabels().put("kubernetes.io/service-name", RELEASE);
            controller.resource(slice).create();
        }
    }

    private ObjectMeta owned(String name, HasMetadata owner) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .addNewOwnerReference()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .endOwnerReference()
                .build();
    }

    private List<Pod> controllers() {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/component", "controller")
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private List<?> agents() {
        return client.apps().daemonSets().inNamespace(namespace).list().getItems();
    }

    private Set<String> clusterWide() {
        return client
                .rbac()
                .clusterRoles()
                .withLabel("app.kubernetes.io/part-of", "corewatch")
                .list()
                .getItems()
                .stream()
                .map(role -> role.getMetadata().getName())
                .filter(name -> name.endsWith(namespace))
                .collect(Collectors.toSet());
    }

    /** Every object in the namespace, of whatever kind the server knows, but Events. */
    private Set<String> objects() {
        var all = new TreeSet<String>();
        for (var group : client.getApiGroups().getGroups()) {
            var version = group.getPreferredVersion().getGroupVersion();
            resources(version, all);
        }
        resources("v1", all);
        return all;
    }

    private void resources(String version, Set<String> into) {
        for (var resource : client.getApiResources(version).getResources()) {
            if (Boolean.TRUE.equals(resource.getNamespaced())
                    && resource.getVerbs().contains("list")
                    && !resource.getKind().equals("Event")) {
                client.genericKubernetesResources(version, resource.getKind())
                        .inNamespace(namespace)
                        .list()
                        .getItems()
                        .forEach(object -> into.add(
                                resource.getName() + "/" + object.getMetadata().getName()));
            }
        }
    }
}
