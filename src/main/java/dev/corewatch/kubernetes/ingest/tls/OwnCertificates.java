package dev.corewatch.kubernetes.ingest.tls;

import dev.corewatch.kubernetes.api.ServiceOwner;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/**
 * Makes and renews the controller's certificates, in a Secret and a ConfigMap that belong to its Service and go with it. Replicas race: who
 * comes second sees a conflict and takes what the first one made. What is deleted or damaged is made anew.
 */
public final class OwnCertificates implements CertificateSource {

    private static final int TRIES = 5;

    private final TlsSecret secret;
    private final TrustMap trust;
    private final Renewal renewal;
    private final InstantSource clock;

    /**
     * Of the controller that is reached by this Service.
     *
     * @param service the Secret is {@code SERVICE-tls}, the ConfigMap {@code SERVICE-ca}
     */
    public OwnCertificates(KubernetesClient client, String namespace, String service, InstantSource clock) {
        var owner = new ServiceOwner(client, namespace, service);
        this.secret = new TlsSecret(client, owner, service + "-tls");
        this.trust = new TrustMap(client, owner, service + "-ca");
        this.renewal = new Renewal(new Issuer(new SecureRandom()), names(service, namespace));
        this.clock = clock;
    }

    /** The names that a Service answers to within its cluster. */
    private static List<String> names(String service, String namespace) {
        var inNamespace = service + "." + namespace;
        return List.of(inNamespace + ".svc", inNamespace + ".svc.cluster.local", inNamespace, service);
    }

    @Override
    public synchronized Credential current() {
        for (int left = TRIES; ; left--) {
            try {
                return renewed();
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT || left == 0) {
                    throw e;
                }
            }
        }
    }

    private Credential renewed() {
        var now = clock.instant();
        var held = secret.read();
        var trusted = Trust.valid(trust.read(), now);
        var renewed = renewal.renew(held, trusted, now);
        if (!renewed.isSameAs(held)) {
            secret.write(renewed);
        }
        trust.write(Pem.of(Trust.with(renewed.authority().certificate(), trusted)));
        return renewed.server();
    }
}
