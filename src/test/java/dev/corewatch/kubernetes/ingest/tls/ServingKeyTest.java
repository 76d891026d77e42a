package dev.corewatch.kubernetes.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ServingKeyTest {

    private final Issuer issuer = new Issuer(new SecureRandom());
    private final Credential first = issuer.authority(Instant.EPOCH);
    private final Credential second = issuer.authority(Instant.EPOCH);
    private final ServingKey key = new ServingKey(first);

    @Test
    void presentsTheLatest() {
        key.exchange(second);

        var alias = key.chooseEngineServerAlias("EC", null, null);

        assertThat(alias).isNotNull();
        assertThat(key.getCertificateChain(String.valueOf(alias))).containsExactly(second.certificate());
        assertThat(key.getPrivateKey(String.valueOf(alias))).isEqualTo(second.key());
    }

    @Test
    void aHandshakeUnderWayGoesOnWithTheOneItChose() {
        var alias = String.valueOf(key.chooseEngineServerAlias("EC", null, null));

        key.exchange(second);

        assertThat(key.getCertificateChain(alias)).containsExactly(first.certificate());
        assertThat(key.getPrivateKey(alias)).isEqualTo(first.key());
    }

    @Test
    void hasNoneForAnotherAlgorithm() {
        assertThat(key.chooseEngineServerAlias("RSA", null, null)).isNull();
    }
}
