package dev.corewatch.kubernetes.ingest.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A private key and the certificate that says whose it is.
 *
 * @param chain the key's own certificate first
 */
public record Credential(PrivateKey key, List<X509Certificate> chain) {

    private static final byte[] PROOF = "corewatch".getBytes(StandardCharsets.US_ASCII);

    /**
     * Both belong together.
     *
     * @throws IllegalArgumentException when they don't, with the reason
     */
    public Credential {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("there is no certificate");
        }
        if (!belongsTo(key, chain.getFirst().getPublicKey())) {
            throw new IllegalArgumentException("the private key is not the one of the certificate");
        }
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Valid, and its last third has not begun. */
    boolean isFresh(Instant now) {
        var begin = certificate().getNotBefore().toInstant();
        var life = Duration.between(begin, certificate().getNotAfter().toInstant());
        return !now.isBefore(begin)
                && now.isBefore(begin.plus(life.multipliedBy(2).dividedBy(3)));
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm(); // EdDSA
        };
    }

    private static boolean belongsTo(PrivateKey key, PublicKey publicKey) {
        try {
            var signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(PROOF);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROOF);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
