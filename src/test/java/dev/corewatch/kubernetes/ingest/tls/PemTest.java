package dev.corewatch.kubernetes.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringWriter;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemTest {

    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    private final Issuer issuer = new Issuer(new SecureRandom());

    @Test
    void readsWhatItWrites() {
        var one = issuer.authority(NOW);
        var other = issuer.authority(NOW);

        var certificates = Pem.certificates(Pem.of(List.of(one.certificate(), other.certificate())));
        var key = Pem.key(Pem.of(one.key()));

        assertThat(certificates).containsExactly(one.certificate(), other.certificate());
        assertThat(new Credential(key, List.of(one.certificate())).key()).isEqualTo(one.key());
    }

    @Test
    void readsKeysInTheFormsThatOthersWrite() throws GeneralSecurityException, IOException {
        var rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
        var ec = issuer.authority(NOW);
        var secret = ((ECPrivateKey) ec.key()).getS();
        var sec1 = new org.bouncycastle.asn1.sec.ECPrivateKey(256, secret, SECObjectIdentifiers.secp256r1);

        assertThat(Pem.key(text(rsa))).isEqualTo(rsa);
        var read = Pem.key(text(new PemObject("EC PRIVATE KEY", sec1.getEncoded())));
        assertThatCode(() -> new Credential(read, ec.chain())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\n"
            })
    void saysWhatIsDamaged(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Pem.key(text));
        assertThatIllegalArgumentException().isThrownBy(() -> Pem.certificates(text));
    }

    @Test
    void takesNoKeyForAnothersCertificate() {
        var one = issuer.authority(NOW);
        var other = issuer.authority(NOW);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Credential(one.key(), List.of(other.certificate())))
                .withMessageContaining("not the one of the certificate");
    }

    @Test
    void trustsThoseBeforeWhileTheyAreValid() {
        var expired = issuer.authority(NOW.minus(Issuer.AUTHORITY_LIFE).minusSeconds(1));
        var before = issuer.authority(NOW.minus(Duration.ofDays(400)));
        var now = issuer.authority(NOW);
        var server = issuer.server(now, List.of("corewatch"), NOW);
        var text = Pem.of(List.of(expired.certificate(), before.certificate(), server.certificate()));

        var trusted = Trust.with(now.certificate(), Trust.valid(text, NOW));

        assertThat(trusted).containsExactly(now.certificate(), before.certificate());
        assertThat(Trust.with(now.certificate(), trusted)).isEqualTo(trusted);
        assertThat(Trust.valid("-----BEGIN CERTIFICATE-----\n!", NOW)).isEmpty();
        assertThat(Trust.valid(null, NOW)).isEmpty();
    }

    private static String text(Object object) throws IOException {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(object);
        }
        return text.toString();
    }
}
