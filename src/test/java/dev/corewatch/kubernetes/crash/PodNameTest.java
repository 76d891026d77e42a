package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PodNameTest {

    @ParameterizedTest
    @CsvSource({
        "edge-7d9f8b6c5-x2x4z, ReplicaSet edge-7d9f8b6c5 DaemonSet edge-7d9f8b6c5 Job edge-7d9f8b6c5 Deployment edge",
        "edge-x2x4z, ReplicaSet edge DaemonSet edge Job edge",
        "edge-eu-x2x4z, ReplicaSet edge-eu DaemonSet edge-eu Job edge-eu",
        "edge-12, StatefulSet edge",
        "edge-22222, ReplicaSet edge DaemonSet edge Job edge StatefulSet edge",
        "edge, ''",
        "edge-worker, ''",
        "-x2x4z, ''"
    })
    void namesWhoMayHaveMadeAPod(String pod, String makers) {
        assertThat(PodName.makers(pod).map(owner -> owner.kind() + " " + owner.name()))
                .containsExactly(makers.isEmpty() ? new String[0] : makers.split(" (?=[A-Z])", -1));
    }
}
