package dev.corewatch.kubernetes.ingest.tls;

import dev.corewatch.kubernetes.api.ServiceOwner;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ConfigMap that tells agents whom to trust, as PEM under ca.crt. */
final class TrustMap {

    private static final String KEY = "ca.crt";

    private final Resource<ConfigMap> resource;
    private final KubernetesClient client;
    private final ServiceOwner owner;
    private final String name;
    private @Nullable String text;
    private @Nullable String version;

    TrustMap(KubernetesClient client, ServiceOwner owner, String name) {
        this.client = client;
        this.owner = owner;
        this.name = name;
        this.resource = client.configMaps().inNamespace(owner.namespace()).withName(name);
    }

    /** What it says; absent when there is none. */
    @Nullable
    String read() {
        var map = resource.get();
        version = map == null ? null : map.getMetadata().getResourceVersion();
        text = map == null || map.getData() == null ? null : map.getData().get(KEY);
        return text;
    }

    /** Has it say this, unless somebody else was quicker since the last {@link #read}: then the API server says conflict. */
    void write(String pem) {
        if (Objects.equals(pem, text)) {
            return;
        }
        var map = new ConfigMapBuilder()
                .withMetadata(owner.metadata(name))
                .withData(Map.of(KEY, pem))
                .build();
        map.getMetadata().setResourceVersion(version);
        if (version == null) {
            client.resource(map).create();
        } else {
            client.resource(map).update();
        }
        text = pem;
    }
}
