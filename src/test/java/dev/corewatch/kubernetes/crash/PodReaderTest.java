package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class PodReaderTest {

    private static final PodReader READER = new PodReader(new HaproxyContainers(
            Map.of("app", "edge"), Pattern.compile("haproxy.*"), Pattern.compile(".*haproxy[^/]*")));

    @Test
    void readsAPodWithoutStatusOrSpec() {
        var bare = pod("{metadata: {name: a, namespace: n}}");
        assertThat(READER.isWatched(bare)).isFalse();
        assertThat(READER.read(bare).containers()).isEmpty();
        assertThat(READER.read(
                                pod(
                                        "{metadata: {name: a, namespace: n}, spec: {containers: [{name: haproxy}]}, status: {}}"))
                        .containers())
                .isEmpty();
    }

    @Test
    void takesTheContainerThatWaitsForItsRestartForAnEndedOne() {
        var waiting = READER.read(pod("""
                {metadata: {name: a, namespace: n, uid: u}, spec: {containers: [{name: haproxy, image: "haproxy:2.6"}]},
                 status: {containerStatuses: [{name: haproxy, restartCount: 1, containerID: "containerd://b",
                   state: {waiting: {reason: CrashLoopBackOff}},
                   lastState: {terminated: {containerID: "containerd://b", exitCode: 139, finishedAt: "2026-11-26T12:00:00Z"}}}]}}
                """)).containers().getFirst();
        assertThat(waiting.ended())
                .isNotNull()
                .satisfies(end -> assertThat(end.containerId()).isEqualTo("b"));
        assertThat(waiting.before()).isNull();
    }

    @Test
    void takesNativeSidecarsAndNoInitContainers() {
        var watched = READER.read(pod("""
                {metadata: {name: a, namespace: n}, spec: {
                  initContainers: [{name: haproxy-check, image: x}, {name: haproxy-side, image: x, restartPolicy: Always}],
                  containers: [{name: app, image: "app:1"}]},
                 status: {initContainerStatuses: [{name: haproxy-check}, {name: haproxy-side}], containerStatuses: [{name: app}]}}
                """));
        assertThat(watched.containers()).extracting(WatchedPod.Container::name).containsExactly("haproxy-side");
    }

    @Test
    void takesAllContainersOfAPodWithTheLabelsWhenNoneIsNamed() {
        assertThat(READER.isWatched(
                        pod("{metadata: {labels: {app: edge}}, spec: {containers: [{name: lb, image: x}]}}")))
                .isTrue();
        assertThat(READER.isWatched(
                        pod("{metadata: {labels: {app: web}}, spec: {containers: [{name: lb, image: x}]}}")))
                .isFalse();
    }

    @Test
    void knowsAnImageByItsNameWithoutRegistryAndTag() {
        assertThat(HaproxyContainers.imageName("registry.example:5000/team/haproxy:2.6@sha256:00"))
                .isEqualTo("team/haproxy");
        assertThat(HaproxyContainers.imageName("haproxy.example.com/app:1")).isEqualTo("app");
        assertThat(HaproxyContainers.imageName("haproxytech/kubernetes-ingress"))
                .isEqualTo("haproxytech/kubernetes-ingress");
        assertThat(HaproxyContainers.imageName(null)).isEmpty();
    }

    @Test
    void readsNamesOfConfiguration() {
        var watched = READER.read(pod("""
                {metadata: {name: a, namespace: n}, spec: {volumes: [
                   {name: c, configMap: {name: lb-config}}, {name: p, projected: {sources: [{configMap: {name: kube-root-ca.crt}}]}}],
                  containers: [{name: haproxy, envFrom: [{configMapRef: {name: lb-env}}, {secretRef: {name: s}}]}]}}
                """));
        assertThat(watched.configuration()).containsExactlyInAnyOrder("lb-config", "lb-env");
    }

    private static Pod pod(String yaml) {
        return Serialization.unmarshal("---\n" + yaml, Pod.class);
    }
}
