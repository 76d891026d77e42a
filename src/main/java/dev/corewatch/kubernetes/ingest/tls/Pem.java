package dev.corewatch.kubernetes.ingest.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Keys and certificates as text (RFC 7468). Keys are written as PKCS #8, and read as PKCS #8, PKCS #1 or SEC 1. */
final class Pem {

    private Pem() {}

    static String of(Collection<X509Certificate> certificates) {
        return written(pem -> {
            for (var certificate : certificates) {
                pem.writeObject(certificate);
            }
        });
    }

    static String of(PrivateKey key) {
        return written(pem -> pem.writeObject(new JcaPKCS8Generator(key, null)));
    }

    /**
     * All certificates of the text, in their order.
     *
     * @throws IllegalArgumentException when it has none, or a damaged one
     */
    static List<X509Certificate> certificates(String text) {
        try {
            var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
            var found = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("there is no certificate");
            }
            return found;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("a certificate is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * The first private key of the text.
     *
     * @throws IllegalArgumentException when it has none that can be read
     */
    static PrivateKey key(String text) {
        var converter = new JcaPEMKeyConverter();
        try (var parser = new PEMParser(new StringReader(text))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (object instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("the private key is damaged", e);
        }
        throw new IllegalArgumentException("there is no private key");
    }

    private interface Writing {

        void to(JcaPEMWriter pem) throws IOException;
    }

    private static String written(Writing writing) {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            writing.to(pem);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }
}
