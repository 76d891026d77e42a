package dev.corewatch.kubernetes.api;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/** The controller's Service, to which belongs what the controller makes for itself: it is removed together with the Service. */
public record ServiceOwner(KubernetesClient client, String namespace, String service) {

    /** For a thing of that name; without an owner while there is no Service. */
    public ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(Map.of("app.kubernetes.io/managed-by", FieldManager.NAME))
                .withOwnerReferences(references())
                .build();
    }

    /** To that Service; none while there is none. */
    public List<OwnerReference> references() {
        var found = client.services().inNamespace(namespace).withName(service).get();
        if (found == null) {
            return List.of();
        }
        return List.of(new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Service")
                .withName(service)
                .withUid(found.getMetadata().getUid())
                .build());
    }
}
