package dev.corewatch.kubernetes.ingest;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.kubernetes.crash.CrashReports;
import dev.corewatch.kubernetes.crash.PodDirectory;
import dev.corewatch.kubernetes.crash.WatchedPod;
import dev.corewatch.lab.ControlPlane;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A namespace of a real cluster with a Service, agents' Pods on two nodes, and HAProxy's Pods; what is taken is told on the Pod. */
public final class ReportingCluster implements PodDirectory, CrashReports {

    static final String AUDIENCE = "corewatch";
    public static final String AGENT = "corewatch-agent";

    /** The Service's: a name that its certificate has, and that leads here. */
    public static final String SERVICE = "localhost";

    private final KubernetesClient client;
    private final String namespace;
    private final Queue<Occurrence> taken = new ConcurrentLinkedQueue<>();

    public ReportingCluster(ControlPlane plane) {
        this.client = plane.client();
        this.namespace = plane.namespace();
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(SERVICE)
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(9443)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        for (var account : List.of(AGENT, "other")) {
            client.resource(new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withNamespace(namespace)
                            .withName(account)
                            .endMetadata()
                            .build())
                    .create();
        }
        for (var node : List.of("node-1", "node-2")) {
            client.resource(new NodeBuilder()
                            .withNewMetadata()
                            .withName(node)
                            .endMetadata()
                            .build())
                    .serverSideApply();
            pod("agent-on-" + node, node, AGENT);
            pod("web-on-" + node, node, "default");
        }
    }

    public String namespace() {
        return namespace;
    }

    public KubernetesClient client() {
        return client;
    }

    /**
     * Of a server for its agents, on a port of the system's choice.
     *
     * @param certificates the directory of somebody else's; absent for its own
     */
    IngestSettings settings(long maxBytes, @Nullable Path certificates) {
        return new IngestSettings(
                0, namespace, SERVICE, AUDIENCE, namespace + "/" + AGENT, maxBytes, 60_000, certificates);
    }

    /** What was taken, in order. */
    List<Occurrence> taken() {
        return List.copyOf(taken);
    }

    /** Of the agent on that node. */
    public String token(String node) {
        return token(AGENT, AUDIENCE, "agent-on-" + node);
    }

    /**
     * By the API server's TokenRequest.
     *
     * @param pod that it is bound to; absent for one that is bound to nothing
     */
    String token(String account, String audience, @Nullable String pod) {
        var spec =
                new TokenRequestBuilder().withNewSpec().withAudiences(audience).withExpirationSeconds(600L);
        var request = pod == null
                ? spec.endSpec().build()
                : spec.withNewBoundObjectRef("v1", "Pod", pod, null).endSpec().build();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    /** A crash of HAProxy's Pod on that node, just now. */
    public Occurrence crash(String id, int revision, String node) {
        return Reports.of(id, revision, Instant.now(), null, Reports.workload(namespace, "web-on-" + node));
    }

    void pod(String name, String node, String account) {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName(node)
                        .withServiceAccountName(account)
                        .addNewContainer()
                        .withName("haproxy")
                        .withImage("haproxy:2.6")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    @Override
    public boolean isWatched(String podNamespace) {
        return !podNamespace.equals("kube-system");
    }

    @Override
    public List<WatchedPod> find(String podNamespace, String name) {
        return Stream.ofNullable(
                        client.pods().inNamespace(podNamespace).withName(name).get())
                .map(ReportingCluster::watched)
                .toList();
    }

    private static WatchedPod watched(Pod pod) {
        return new WatchedPod(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                pod.getMetadata().getUid(),
                pod.getSpec().getNodeName(),
                Instant.parse(pod.getMetadata().getCreationTimestamp()),
                null,
                Map.of(),
                List.of(),
                Set.of());
    }

    @Override
    public void take(Occurrence occurrence, WatchedPod pod) {
        if (pod.isGone()) {
            note(occurrence, pod);
        } else {
            tell(occurrence, pod);
        }
        taken.add(occurrence);
    }

    private void note(Occurrence occurrence, WatchedPod pod) {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(pod.namespace())
                        .withName(occurrence.id())
                        .endMetadata()
                        .build())
                .create();
    }

    private void tell(Occurrence occurrence, WatchedPod pod) {
        var annotation = """
                {"metadata":{"annotations":{"corewatch.dev/last-crash-summary":"%s %d"}}}
                """.formatted(occurrence.id(), occurrence.revision());
        client.pods()
                .inNamespace(pod.namespace())
                .withName(pod.name())
                .patch(PatchContext.of(PatchType.JSON_MERGE), annotation);
    }
}
