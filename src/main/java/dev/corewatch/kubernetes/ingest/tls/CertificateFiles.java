package dev.corewatch.kubernetes.ingest.tls;

import dev.corewatch.kubernetes.api.ServiceOwner;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate out of a directory that somebody else keeps up to date, such as cert-manager through a Secret's volume: tls.crt and
 * tls.key. When ca.crt lies beside them, agents are told of it as of an authority of the controller's own.
 */
public final class CertificateFiles implements CertificateSource {

    private final Path directory;
    private final TrustMap trust;
    private @Nullable Text read;
    private @Nullable Credential credential;

    /** Of the controller that is reached by this Service. */
    public CertificateFiles(Path directory, KubernetesClient client, String namespace, String service) {
        this.directory = directory;
        this.trust = new TrustMap(client, new ServiceOwner(client, namespace, service), service + "-ca");
    }

    private record Text(String certificate, String key) {}

    @Override
    public synchronized Credential current() throws IOException {
        var text = new Text(text("tls.crt"), text("tls.key"));
        if (credential == null || !text.equals(read)) {
            credential = parsed(text);
            read = text;
        }
        tell();
        return credential;
    }

    private Credential parsed(Text text) throws IOException {
        try {
            return new Credential(Pem.key(text.key()), Pem.certificates(text.certificate()));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "tls.crt and tls.key in %s can't be used: %s".formatted(directory, e.getMessage()), e);
        }
    }

    private void tell() throws IOException {
        if (!Files.exists(directory.resolve("ca.crt"))) {
            return;
        }
        trust.read();
        try {
            trust.write(text("ca.crt"));
        } catch (KubernetesClientException e) {
            if (e.getCode()
                    != HttpURLConnection.HTTP_CONFLICT) { // else another replica was quicker: the next look tells
                throw e;
            }
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }
}
