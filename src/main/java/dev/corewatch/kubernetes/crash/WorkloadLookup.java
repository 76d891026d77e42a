package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.crash.Retention.Presence;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether workloads are there: asked for one by one and now and then, since watching kinds of all sorts takes rights and memory. */
final class WorkloadLookup {

    private static final Logger LOG = System.getLogger(WorkloadLookup.class.getName());

    /** Of the kinds that everybody has it needn't be asked how they are called in a path. */
    private static final Map<String, String> PLURALS = Map.of(
            "v1/Pod", "pods",
            "apps/v1/Deployment", "deployments",
            "apps/v1/StatefulSet", "statefulsets",
            "apps/v1/DaemonSet", "daemonsets",
            "apps/v1/ReplicaSet", "replicasets");

    private final KubernetesClient client;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    WorkloadLookup(KubernetesClient client) {
        this.client = client;
    }

    /** Gone only when the API server says so of a kind that it knows. */
    Presence find(String namespace, WorkloadRef workload) {
        try {
            var found = resources(workload)
                    .inNamespace(namespace)
                    .withName(workload.name())
                    .get();
            return found == null ? Presence.GONE : Presence.THERE;
        } catch (KubernetesClientException e) {
            tell(workload, e);
            return Presence.UNKNOWN;
        }
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            resources(WorkloadRef workload) {
        var plural = PLURALS.get(workload.apiVersion() + "/" + workload.kind());
        if (plural == null) {
            return client.genericKubernetesResources(workload.apiVersion(), workload.kind());
        }
        int slash = workload.apiVersion().indexOf('/');
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : workload.apiVersion().substring(0, slash))
                .withVersion(workload.apiVersion().substring(slash + 1))
                .withKind(workload.kind())
                .withPlural(plural)
                .withNamespaced(true)
                .build());
    }

    private void tell(WorkloadRef workload, KubernetesClientException failure) {
        if (told.add(workload.apiVersion() + " " + workload.kind())) {
            LOG.log(
                    Level.INFO,
                    () -> "crashes of %s %s are kept, since nobody knows whether it is there: %s"
                            .formatted(workload.kind(), workload.name(), failure.getMessage()));
        }
    }
}
