package dev.corewatch.kubernetes.ingest;

import dev.corewatch.kubernetes.api.FieldManager;
import dev.corewatch.kubernetes.api.ServiceOwner;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;

/**
 * Leads agents to the replica that takes reports: the Service has no selector, and its one EndpointSlice is written by whoever begins to lead.
 */
public final class LeaderEndpoint {

    static final String PORT = "reports";

    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final ServiceOwner owner;

    /** Of the controller that is reached by this Service. */
    public LeaderEndpoint(KubernetesClient client, String namespace, String service) {
        this.client = client;
        this.owner = new ServiceOwner(client, namespace, service);
    }

    /**
     * From now on reports go there.
     *
     * @param address of this replica's Pod, IPv4 or IPv6
     * @throws KubernetesClientException when the API server refuses or can't be reached
     */
    public void lead(String address, int port) {
        var slice = slice(address, port);
        try {
            apply(slice);
        } catch (KubernetesClientException e) {
            if (e.getCode() != UNPROCESSABLE) {
                throw e;
            }
            client.resource(slice).delete(); // of the other family: addressType can't be changed
            apply(slice);
        }
    }

    private void apply(EndpointSlice slice) {
        client.resource(slice).patch(FieldManager.APPLY);
    }

    private EndpointSlice slice(String address, int port) {
        var metadata = owner.metadata(owner.service());
        metadata.setLabels(Map.of(
                "kubernetes.io/service-name",
                owner.service(),
                "endpointslice.kubernetes.io/managed-by",
                FieldManager.NAME));
        return new EndpointSliceBuilder()
                .withMetadata(metadata)
                .withAddressType(address.contains(":") ? "IPv6" : "IPv4")
                .addNewEndpoint()
                .withAddresses(address)
                .withNewConditions()
                .withReady(true)
                .endConditions()
                .endEndpoint()
                .addNewPort()
                .withName(PORT)
                .withPort(port)
                .withProtocol("TCP")
                .endPort()
                .build();
    }
}
