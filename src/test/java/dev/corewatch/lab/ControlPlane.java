package dev.corewatch.lab;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real API server with etcd and the controller manager, from src/test/lab, with corewatch's resource definitions: no node, so Pods stay
 * Pending unless a test writes their status.
 *
 * <p>COREWATCH_TEST_CONTEXT in the environment names a context of the kubeconfig whose cluster is used instead; no cluster is ever touched
 * that isn't named so.
 */
public final class ControlPlane implements AutoCloseable {

    /** Bounds every wait on the cluster. */
    public static final long PATIENCE_SECONDS = 120;

    /** For changes to what controllers write to as well: unlike an edit, it is never in conflict with them. */
    public static final PatchContext MERGE =
            new PatchContext.Builder().withPatchType(PatchType.STRATEGIC_MERGE).build();

    private static final Path DEFINITIONS = Path.of("helm/corewatch/crds");
    private static final @Nullable String NAMED = System.getenv("COREWATCH_TEST_CONTEXT");

    private final @Nullable RunningLab lab;
    private final Config config;
    private final KubernetesClient client;

    private ControlPlane(@Nullable RunningLab lab, Config config) throws IOException {
        this.lab = lab;
        this.config = config;
        this.client = new KubernetesClientBuilder().withConfig(config).build();
        install(DEFINITIONS);
    }

    /** One of the test's own, whose API server it may stop. Returns when it serves. */
    public static ControlPlane start() throws IOException {
        return isSomebodyElses()
                ? new ControlPlane(null, Config.autoConfigure(NAMED))
                : of(RunningLab.start("cluster", "run"));
    }

    static boolean isSomebodyElses() {
        return NAMED != null;
    }

    static ControlPlane of(RunningLab lab) throws IOException {
        var kubeconfig = Files.readString(Path.of(lab.ready().path("kubeconfig").asText()));
        return new ControlPlane(lab, Config.fromKubeconfig(kubeconfig));
    }

    /** The one that all tests of this run share, in namespaces of their own; it ends with the run. */
    public static ControlPlane shared() {
        return Shared.PLANE;
    }

    private static final class Shared {
        static final ControlPlane PLANE = started();

        private static ControlPlane started() {
            try {
                return start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** As the cluster's admin. */
    public KubernetesClient client() {
        return client;
    }

    /** With that service account's rights, and its name in the server's eyes. Close it. */
    public KubernetesClient as(String namespace, String serviceAccount) {
        var impersonating = new ConfigBuilder(config)
                .withImpersonateUsername("system:serviceaccount:" + namespace + ":" + serviceAccount)
                .withImpersonateGroups("system:serviceaccounts", "system:serviceaccounts:" + namespace)
                .build();
        return new KubernetesClientBuilder().withConfig(impersonating).build();
    }

    /** Gives a service account of that namespace these rights there, and nothing else. Returns when the API server goes by them. */
    public void grant(String namespace, String serviceAccount, PolicyRule... rules) {
        var name = new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(serviceAccount)
                .build();
        client.resource(new RoleBuilder().withMetadata(name).withRules(rules).build())
                .serverSideApply();
        client.resource(new RoleBindingBuilder()
                        .withMetadata(name)
                        .withRoleRef(new RoleRef("rbac.authorization.k8s.io", "Role", serviceAccount))
                        .withSubjects(new Subject("", "ServiceAccount", serviceAccount, namespace))
                        .build())
                .serverSideApply();
        for (var rule : rules) {
            await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS).until(() -> mayDo(namespace, serviceAccount, rule));
        }
    }

    private boolean mayDo(String namespace, String serviceAccount, PolicyRule rule) {
        var resource = rule.getResources().getFirst();
        int slash = resource.indexOf('/');
        var asked = new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser("system:serviceaccount:" + namespace + ":" + serviceAccount)
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withGroup(rule.getApiGroups().getFirst())
                .withResource(slash < 0 ? resource : resource.substring(0, slash))
                .withSubresource(slash < 0 ? null : resource.substring(slash + 1))
                .withVerb(rule.getVerbs().getFirst())
                .endResourceAttributes()
                .endSpec()
                .build();
        return client.authorization()
                .v1()
                .subjectAccessReview()
                .create(asked)
                .getStatus()
                .getAllowed();
    }

    /** For programs that are to reach it, as the admin. */
    public Path kubeconfig() {
        return Path.of(owned().ready().path("kubeconfig").asText());
    }

    /** How Helm is told of it, as the admin. */
    public List<String> helmOptions() {
        return NAMED == null ? List.of("--kubeconfig", kubeconfig().toString()) : List.of("--kube-context", NAMED);
    }

    /** A new namespace, with its default service account. Removed with the cluster; known by a label in somebody else's. */
    public String namespace() {
        var made = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("test-")
                        .addToLabels("corewatch.dev/test", "true")
                        .endMetadata()
                        .build())
                .create();
        var name = made.getMetadata().getName();
        client.serviceAccounts()
                .inNamespace(name)
                .withName("default")
                .waitUntilCondition(Objects::nonNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
        return name;
    }

    /** Stops the API server, as by kill -9. etcd keeps what it knew. */
    public void stopApiServer() throws IOException {
        owned().ask("stop kube-apiserver");
    }

    /** Starts it again, at the same address. Returns when it serves. Controllers begin anew: by themselves they'd look for it ever less often. */
    public void startApiServer() throws IOException {
        owned().ask("start kube-apiserver");
        owned().ask("start kube-controller-manager");
    }

    /** Skips a test that touches what it didn't make. */
    public void mustBeOurs() {
        owned();
    }

    private RunningLab owned() {
        assumeTrue(
                lab != null,
                "a cluster of somebody's own: what is theirs is not touched, and no file of its credentials is known");
        return Objects.requireNonNull(lab);
    }

    private void install(Path definitions) throws IOException {
        try (var files = Files.list(definitions)) {
            for (var file : files.toList()) {
                install(client.apiextensions()
                        .v1()
                        .customResourceDefinitions()
                        .load(file.toFile())
                        .item());
            }
        }
    }

    /** A server that has just begun may turn one away. */
    private void install(CustomResourceDefinition definition) {
        await().atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .until(() -> isEstablished(client.resource(definition).serverSideApply()));
    }

    /** The server writes a status without conditions first. */
    private static boolean isEstablished(CustomResourceDefinition definition) {
        return Optional.ofNullable(definition.getStatus()).map(CustomResourceDefinitionStatus::getConditions).stream()
                .flatMap(List::stream)
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }

    @Override
    public void close() throws IOException {
        client.close();
        if (lab != null) {
            lab.close();
        }
    }
}
