package dev.corewatch.kubernetes.shell;

import dev.corewatch.crash.GroupHistory;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** A crash resource, as it was read. */
public final class KnownCrash {

    private final HAProxyCrash resource;

    KnownCrash(HAProxyCrash resource) {
        this.resource = resource;
    }

    HAProxyCrash resource() {
        return resource;
    }

    /** "shop/edge-0a1b2c3d4e". */
    String key() {
        return resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName();
    }

    boolean isReopened() {
        var status = resource.getStatus();
        return status != null && "reopened".equals(status.acknowledged());
    }

    /** In the domain's words. */
    public GroupHistory history() {
        return Histories.of(resource);
    }

    /** What is to be written as JSON: the resource, as {@code kubectl get -o json} has it. */
    public Object document() {
        var document = new HAProxyCrash();
        document.setMetadata(new ObjectMetaBuilder(resource.getMetadata())
                .withManagedFields()
                .build());
        document.setSpec(resource.getSpec());
        document.setStatus(resource.getStatus());
        return document;
    }
}
