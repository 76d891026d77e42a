package dev.corewatch.kubernetes.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GatekeeperTest {

    private static final String AUDIENCE = "corewatch";
    private static final String AGENTS = "corewatch/corewatch-agent";
    private static final String USER = "system:serviceaccount:corewatch:corewatch-agent";
    private static final Map<String, List<String>> BOUND = Map.of(
            "authentication.kubernetes.io/pod-name", List.of("agent-1"),
            "authentication.kubernetes.io/pod-uid", List.of("uid-1"),
            "authentication.kubernetes.io/node-name", List.of("node-1"));

    private final Map<String, TokenReviewStatus> reviews = new HashMap<>(Map.of("good", status(USER, AUDIENCE, BOUND)));
    private Instant now = Instant.EPOCH;
    private int asked;
    private final Gatekeeper gatekeeper = new Gatekeeper(this::review, new BoundToken(AUDIENCE, AGENTS), () -> now);

    @Test
    void knowsAnAgentAndItsNode() throws RefusedException {
        assertThat(gatekeeper.agent("Bearer good", "10.0.0.1")).isEqualTo(new Agent("agent-1", "uid-1", "node-1"));
        assertThat(gatekeeper.agent("bearer good", "10.0.0.1").node()).isEqualTo("node-1");
    }

    @Test
    void asksOnceInAWhile() throws RefusedException {
        gatekeeper.agent("Bearer good", "10.0.0.1");
        now = now.plus(Gatekeeper.BELIEVED).minusMillis(1);
        gatekeeper.agent("Bearer good", "10.0.0.1");
        assertThat(asked).isEqualTo(1);

        now = now.plusMillis(1);
        gatekeeper.agent("Bearer good", "10.0.0.1");
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void doesNotAskAgainAboutABadToken() {
        for (int i = 0; i < 100; i++) {
            assertThat(refusal("Bearer bad").status()).isEqualTo(401);
        }
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aFloodOfBadTokensMakesNoFloodOfReviewsAndHindersNobodyElse() throws RefusedException {
        for (int i = 0; i < 1000; i++) {
            refusal("Bearer bad-" + i);
        }

        assertThat(asked).isLessThanOrEqualTo(Gatekeeper.BAD_PER_MINUTE);
        assertThat(refusal("Bearer bad-x").status()).isEqualTo(429);
        assertThat(gatekeeper.agent("Bearer good", "10.0.0.2").node()).isEqualTo("node-1");
    }

    @Test
    void rememberNothingWhenTheApiServerSaysNothing() throws RefusedException {
        var silent = new Gatekeeper(
                token -> {
                    if (asked++ == 0) {
                        throw new KubernetesClientException("down");
                    }
                    return status(USER, AUDIENCE, BOUND);
                },
                new BoundToken(AUDIENCE, AGENTS),
                () -> now);

        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> silent.agent("Bearer good", "10.0.0.1"));
        assertThat(silent.agent("Bearer good", "10.0.0.1").node()).isEqualTo("node-1");
    }

    @Test
    void wantsAToken() {
        assertThat(refusal(null).status()).isEqualTo(401);
        assertThat(refusal("Basic Zm9v").status()).isEqualTo(401);
        assertThat(refusal("Bearer " + "x".repeat(20_000)).status()).isEqualTo(401);
        assertThat(asked).isZero();
    }

    @Test
    void refusesAnotherAudienceAccountOrAnUnboundToken() {
        reviews.put("audience", status(USER, "kubernetes", BOUND));
        reviews.put("account", status("system:serviceaccount:corewatch:other", AUDIENCE, BOUND));
        reviews.put("unbound", status(USER, AUDIENCE, Map.of()));

        assertThat(refusal("Bearer audience").status()).isEqualTo(401);
        assertThat(refusal("Bearer account").reason()).isEqualTo("not-an-agent");
        assertThat(refusal("Bearer unbound").reason()).isEqualTo("not-bound");
    }

    @Test
    void saysWhatTheApiServerNeedsToNameTheNode() {
        var nameless = new HashMap<>(BOUND);
        nameless.remove("authentication.kubernetes.io/node-name");
        reviews.put("nameless", status(USER, AUDIENCE, nameless));

        assertThat(refusal("Bearer nameless").reason()).isEqualTo("no-node");
        assertThat(refusal("Bearer nameless").message()).contains("ServiceAccountTokenPodNodeInfo");
    }

    @ParameterizedTest
    @CsvSource({"agent", "a/b/c", "/x", "x/"})
    void saysThatASettingIsNoServiceAccount(String agents) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BoundToken(AUDIENCE, agents))
                .withMessageContaining("namespace/name");
    }

    @Test
    void aSenderMayHaveATenthOfItsMinuteAtOnceAndTheRestEvenly() {
        var limit = new RateLimit(60, () -> now);
        int taken = 0;
        while (limit.wait("a").isZero()) {
            limit.count("a");
            taken++;
        }

        assertThat(taken).isEqualTo(6);
        assertThat(limit.wait("a")).isEqualTo(Duration.ofSeconds(1));
        assertThat(limit.wait("b")).isZero();
        now = now.plusSeconds(1);
        assertThat(limit.wait("a")).isZero();
    }

    private TokenReviewStatus review(String token) {
        asked++;
        return reviews.getOrDefault(
                token, new TokenReviewStatusBuilder().withAuthenticated(false).build());
    }

    private Refusal refusal(@Nullable String authorization) {
        return catchThrowableOfType(RefusedException.class, () -> gatekeeper.agent(authorization, "10.0.0.1"))
                .refusal();
    }

    private static TokenReviewStatus status(String user, String audience, Map<String, List<String>> extra) {
        return new TokenReviewStatusBuilder()
                .withAuthenticated(true)
                .withAudiences(audience)
                .withNewUser()
                .withUsername(user)
                .withExtra(extra)
                .endUser()
                .build();
    }
}
