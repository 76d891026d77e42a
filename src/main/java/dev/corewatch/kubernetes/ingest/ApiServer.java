package dev.corewatch.kubernetes.ingest;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;

/** What the API server knows of tokens. */
final class ApiServer implements TokenReviews {

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
}
