package dev.corewatch.kubernetes.ingest;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;

/** Asks the API server whose a token is. */
@FunctionalInterface
interface TokenReviews {

    /**
     * The API server's word.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when it has none
     */
    TokenReviewStatus review(String token);
}
