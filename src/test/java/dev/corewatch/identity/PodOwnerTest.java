package dev.corewatch.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PodOwnerTest {

    @ParameterizedTest
    @CsvSource({
        "edge-7d4b9c8f6d-x7k2p, edge",
        "edge-lb-5c6f9d77b8-zzx9q, edge-lb",
        "edge-58d7b6-x7k2p, edge",
        "edge-x7k2p, edge",
        "haproxy-ingress-controller-vq4pn, haproxy-ingress-controller",
        "edge-0, edge",
        "edge-12, edge",
        "haproxy-node-1.example, haproxy",
        "edge, edge",
        "edge-proxy, edge-proxy",
        "web-front, web-front",
        "x7k2p, x7k2p",
        "node-1.example, node-1.example",
        "edge-123456, edge-123456",
    })
    void guessesTheOwner(String pod, String owner) {
        assertThat(PodOwner.of(pod, "node-1.example")).isEqualTo(owner);
    }
}
