package dev.corewatch.kubernetes.ingest;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a review: whether the token is an agent's, for us, and bound to a Pod. What a bound token's review tells of its Pod is in
 * {@code k8s.io/apiserver/pkg/authentication/serviceaccount}; the node since Kubernetes 1.30.
 */
final class BoundToken {

    private static final String POD = "authentication.kubernetes.io/pod-name";
    private static final String POD_UID = "authentication.kubernetes.io/pod-uid";
    private static final String NODE = "authentication.kubernetes.io/node-name";

    private final String audience;
    private final String namespace;
    private final String name;

    /**
     * Of agents of this service account.
     *
     * @param agents namespace/name
     * @throws IllegalArgumentException when it isn't
     */
    BoundToken(String audience, String agents) {
        var parts = agents.split("/", -1);
        if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException(
                    "'%s' is no service account: write it as namespace/name".formatted(agents));
        }
        this.audience = audience;
        this.namespace = parts[0];
        this.name = parts[1];
    }

    /** Who shows such a token. */
    Agent agent(TokenReviewStatus review) throws RefusedException {
        if (!Boolean.TRUE.equals(review.getAuthenticated())) {
            throw new RefusedException(Refusal.unauthenticated(
                    "the API server doesn't accept the token (expired, or for another audience than %s): read the token file anew; the agent's"
                                    .formatted(audience)
                            + " volume needs serviceAccountToken.audience: " + audience));
        }
        if (review.getAudiences() == null || !review.getAudiences().contains(audience)) {
            throw new RefusedException(Refusal.unauthenticated(
                    "the token isn't for the audience %s: the agent's volume needs serviceAccountToken.audience: %s"
                            .formatted(audience, audience)));
        }
        var expected = "system:serviceaccount:%s:%s".formatted(namespace, name);
        var user = review.getUser();
        if (user == null || !expected.equals(user.getUsername())) {
            throw new RefusedException(Refusal.forbidden(
                    "not-an-agent",
                    "only %s may report: set corewatch.controller.agents if the agents run as another"
                            .formatted(expected)));
        }
        return bound(user.getExtra() == null ? Map.of() : user.getExtra());
    }

    private static Agent bound(Map<String, List<String>> extra) throws RefusedException {
        var pod = only(extra, POD);
        var uid = only(extra, POD_UID);
        if (pod == null || uid == null) {
            throw new RefusedException(
                    Refusal.forbidden(
                            "not-bound",
                            "the token isn't bound to a Pod: use the one that the kubelet puts into the agent's projected volume"));
        }
        var node = only(extra, NODE);
        if (node == null) {
            throw new RefusedException(Refusal.forbidden(
                    "no-node",
                    "the API server doesn't say on which node Pod %s is: that needs Kubernetes 1.30 with its feature gate ServiceAccountTokenPodNodeInfo on, as it is by default"
                            .formatted(pod)));
        }
        return new Agent(pod, uid, node);
    }

    private static @Nullable String only(Map<String, List<String>> extra, String key) {
        var values = extra.getOrDefault(key, List.of());
        return values.size() == 1 ? values.getFirst() : null;
    }
}
