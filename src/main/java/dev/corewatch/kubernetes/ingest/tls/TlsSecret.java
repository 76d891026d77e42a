package dev.corewatch.kubernetes.ingest.tls;

import dev.corewatch.kubernetes.api.ServiceOwner;
import dev.corewatch.kubernetes.ingest.tls.Renewal.Held;
import dev.corewatch.kubernetes.ingest.tls.Renewal.Renewed;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Secret of the controller's keys: the server's (tls.crt, tls.key) and the authority's (ca.crt, ca.key). The latter's is kept because
 * without it every renewal would need a new authority, of which agents would have to hear first.
 */
final class TlsSecret {

    private static final Logger LOG = System.getLogger(TlsSecret.class.getName());
    private static final String TYPE = "kubernetes.io/tls";
    private static final String SERVER = "tls";
    private static final String AUTHORITY = "ca";

    private final Resource<Secret> resource;
    private final KubernetesClient client;
    private final ServiceOwner owner;
    private final String name;
    private Map<String, String> parsed = Map.of();
    private Held held = new Held(null, null);
    private @Nullable String version;

    TlsSecret(KubernetesClient client, ServiceOwner owner, String name) {
        this.client = client;
        this.owner = owner;
        this.name = name;
        this.resource = client.secrets().inNamespace(owner.namespace()).withName(name);
    }

    /** What it holds; the same objects while nothing has changed. A part that is damaged counts as missing. */
    Held read() {
        var secret = resource.get();
        if (secret != null && !TYPE.equals(secret.getType())) {
            LOG.log(Level.WARNING, "Secret {0} is of type {1}: it is made anew", name, secret.getType());
            resource.delete(); // a type can't be changed
            secret = null;
        }
        version = secret == null ? null : secret.getMetadata().getResourceVersion();
        Map<String, String> data = secret == null || secret.getData() == null ? Map.of() : secret.getData();
        if (!data.equals(parsed)) {
            parsed = Map.copyOf(data);
            held = new Held(credential(data, AUTHORITY), credential(data, SERVER));
        }
        return held;
    }

    /** Puts these there, unless somebody else was quicker since the last {@link #read}: then the API server says conflict. */
    void write(Renewed renewed) {
        var secret = new SecretBuilder()
                .withMetadata(owner.metadata(name))
                .withType(TYPE)
                .addToData(encoded(AUTHORITY, renewed.authority()))
                .addToData(encoded(SERVER, renewed.server()))
                .build();
        secret.getMetadata().setResourceVersion(version);
        var resourceOfIt = client.resource(secret);
        if (version == null) {
            resourceOfIt.create();
        } else {
            resourceOfIt.update();
        }
        parsed = Map.copyOf(secret.getData());
        held = new Held(renewed.authority(), renewed.server());
        LOG.log(
                Level.INFO,
                "made certificates: the server''s is valid until {0}, its authority''s until {1}",
                renewed.server().certificate().getNotAfter().toInstant(),
                renewed.authority().certificate().getNotAfter().toInstant());
    }

    private static Map<String, String> encoded(String what, Credential credential) {
        return Map.of(
                what + ".crt", base64(Pem.of(credential.chain())), what + ".key", base64(Pem.of(credential.key())));
    }

    private @Nullable Credential credential(Map<String, String> data, String what) {
        var certificate = data.get(what + ".crt");
        var key = data.get(what + ".key");
        if (certificate == null || key == null) {
            return null;
        }
        try {
            return new Credential(Pem.key(text(key)), Pem.certificates(text(certificate)));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "{0}.crt and {0}.key of Secret {1} are made anew: {2}", what, name, e.getMessage());
            return null;
        }
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
