package dev.corewatch.kubernetes.ingest;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** What the API server knows of tokens and of agents' Pods. */
final class ApiServer implements TokenReviews, AgentPods {

    private final KubernetesClient client;
    private final String audience;

    ApiServer(KubernetesClient client, String audience) {
        this.client = client;
        this.audience = audience;
    }

    @Override
    public TokenReviewStatus review(String token) {
        var question = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .withAudiences(audience)
                .endSpec()
                .build();
        return client.resource(question).create().getStatus();
    }

    @Override
    public Optional<String> node(String namespace, String pod, String uid) {
        return Optional.ofNullable(
                        client.pods().inNamespace(namespace).withName(pod).get())
                .filter(found -> uid.equals(found.getMetadata().getUid()))
                .map(Pod::getSpec)
                .map(spec -> spec.getNodeName());
    }
}
