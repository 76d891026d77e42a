package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.crash.Retention.Presence;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Whether workloads are there: asked for one by one and now and then, since watching kinds of all sorts takes rights and memory. */
final class WorkloadLookup {

    private static final Logger LOG = System.getLogger(WorkloadLookup.class.getName());

    private final KubernetesClient client;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    WorkloadLookup(KubernetesClient client) {
        this.client = client;
    }

    /** Gone only when the API server says so of a kind that it knows. */
    Presence find(String namespace, WorkloadRef workload) {
        try {
            var found = KindsResources.of(client, workload.apiVersion(), workload.kind())
                    .inNamespace(namespace)
                    .withName(workload.name())
                    .get();
            return found == null ? Presence.GONE : Presence.THERE;
        } catch (KubernetesClientException e) {
            tell(workload, e);
            return Presence.UNKNOWN;
        }
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
