package dev.corewatch.kubernetes.crash;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;

/** Resources of any kind, by the names that references to owners have. */
final class KindsResources {

    /** Of the kinds that everybody has it needn't be asked how they are called in a path: the client asks each time. */
    private static final Map<String, String> PLURALS = Map.of(
            "v1/Pod", "pods",
            "apps/v1/Deployment", "deployments",
            "apps/v1/StatefulSet", "statefulsets",
            "apps/v1/DaemonSet", "daemonsets",
            "apps/v1/ReplicaSet", "replicasets",
            "batch/v1/Job", "jobs",
            "batch/v1/CronJob", "cronjobs");

    private KindsResources() {}

    /** @throws io.fabric8.kubernetes.client.KubernetesClientException when the server doesn't know the kind, or can't be asked */
    static MixedOperation<GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            of(KubernetesClient client, String apiVersion, String kind) {
        var plural = PLURALS.get(apiVersion + "/" + kind);
        if (plural == null) {
            return client.genericKubernetesResources(apiVersion, kind);
        }
        int slash = apiVersion.indexOf('/');
        return client.genericKubernetesResources(new ResourceDefinitionContext.Builder()
                .withGroup(slash < 0 ? "" : apiVersion.substring(0, slash))
                .withVersion(apiVersion.substring(slash + 1))
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build());
    }
}
