package dev.corewatch.kubernetes.ingest.tls;

import dev.corewatch.kubernetes.api.ServiceOwner;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The server's certificate out of a directory that somebody else keeps up to date, such as cert-manager through a Secret's volume: tls.crt and
 * tls.key. When ca.crt lies beside them, agents are told of it as of an authority of the controller's own. Nothing is taken unless all of it is
 * good.
 */
public final class CertificateFiles implements CertificateSource {

    /** The kubelet's link to the files that belong together: it exchanges them all at once by another link. */
    private static final String TOGETHER = "..data";

    private final Path directory;
    private final TrustMap trust;
    private @Nullable Text read;
    private @Nullable Credential credential;

    /** Of the controller that is reached by this Service. */
    public CertificateFiles(Path directory, KubernetesClient client, String namespace, String service) {
        this.directory = directory;
        this.trust = new TrustMap(client, new ServiceOwner(client, namespace, service), service + "-ca");
    }

    private record Text(
            String certificate, String key, @Nullable String authorities) {

        Credential parsed() {
            if (authorities != null) {
                var _ = part("ca.crt", authorities, Pem::certificates);
            }
            return new Credential(part("tls.key", key, Pem::key), part("tls.crt", certificate, Pem::certificates));
        }

        private static <T> T part(String file, String text, Function<String, T> parser) {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
            }
        }
    }

    @Override
    public synchronized Credential current() throws IOException {
        var text = text();
        if (credential == null || !text.equals(read)) {
            credential = parsed(text);
            read = text;
        }
        if (text.authorities() != null) {
            tell(text.authorities());
        }
        return credential;
    }

    private Text text() throws IOException {
        try {
            var together = directory.resolve(TOGETHER);
            var files = Files.exists(together) ? together.toRealPath() : directory;
            var authorities = files.resolve("ca.crt");
            return new Text(
                    Files.readString(files.resolve("tls.crt")),
                    Files.readString(files.resolve("tls.key")),
                    Files.exists(authorities) ? Files.readString(authorities) : null);
        } catch (IOException e) {
            throw new IOException("the certificate in %s can't be read: %s".formatted(directory, e), e);
        }
    }

    private Credential parsed(Text text) throws IOException {
        try {
            return text.parsed();
        } catch (IllegalArgumentException e) {
            throw new IOException("the certificate in %s can't be used: %s".formatted(directory, e.getMessage()), e);
        }
    }

    private void tell(String authorities) {
        trust.read();
        try {
            trust.write(authorities);
        } catch (KubernetesClientException e) {
            if (e.getCode()
                    != HttpURLConnection.HTTP_CONFLICT) { // else another replica was quicker: the next look tells
                throw e;
            }
        }
    }
}
