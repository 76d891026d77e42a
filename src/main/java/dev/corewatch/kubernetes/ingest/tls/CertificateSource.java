package dev.corewatch.kubernetes.ingest.tls;

import java.io.IOException;

/** Where the server's certificate is from. */
public interface CertificateSource {

    /**
     * What to serve with from now on: the same object while nothing has changed.
     *
     * @throws IOException when files can't be read or understood
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses or can't be reached
     */
    Credential current() throws IOException;
}
