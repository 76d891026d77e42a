package dev.corewatch.kubernetes.ingest;

import java.util.Optional;

/** Where agents run, for API servers that don't say it of their tokens (before Kubernetes 1.30). */
@FunctionalInterface
interface AgentPods {

    /**
     * The node of that Pod, if there is such a one.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server has no answer
     */
    Optional<String> node(String namespace, String pod, String uid);
}
