package dev.corewatch.publish.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Trusts the certificates of a PEM file and no others; the file is looked at each time, for the kubelet exchanges it. */
final class TrustedAuthorities {

    private final Path file;
    private byte[] read = {};
    private @Nullable SSLContext context;

    TrustedAuthorities(Path file) {
        this.file = file;
    }

    /**
     * The same object while the file says the same.
     *
     * @throws IOException when it can't be read or has no certificate
     */
    SSLContext context() throws IOException {
        byte[] now = Files.readAllBytes(file);
        if (context == null || !Arrays.equals(now, read)) {
            context = of(now);
            read = now;
        }
        return context;
    }

    private SSLContext of(byte[] pem) throws IOException {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (var certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException(file + " has no certificate");
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var made = SSLContext.getInstance("TLS");
            made.init(null, trust.getTrustManagers(), null);
            return made;
        } catch (GeneralSecurityException e) {
            throw new IOException("%s can't be understood: %s".formatted(file, e.getMessage()), e);
        }
    }
}
