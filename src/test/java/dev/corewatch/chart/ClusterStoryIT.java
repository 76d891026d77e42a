package dev.corewatch.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.lab.HaproxyWorkload;
import dev.corewatch.lab.HaproxyWorkload.Kind;
import dev.corewatch.lab.HaproxyWorkload.Mode;
import dev.corewatch.lab.LabImage;
import dev.corewatch.lab.NodeCluster;
import dev.corewatch.lab.RunningPrometheus;
import dev.corewatch.lab.TakenKernel;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart on a real node, and HAProxys that die there. */
@Tag("cluster")
final class ClusterStoryIT {

    private static final Path PATTERN = Path.of("/proc/sys/kernel/core_pattern");
    private static final String STORY = "SIGSEGV in .*deflate.*, POST to backend thing_two, gzip";

    private final NodeCluster cluster = NodeCluster.shared();
    private final KubernetesClient client = cluster.client();
    private final String home = cluster.plane().namespace();
    private final String namespace = cluster.plane().namespace();

    @TempDir
    Path directory;

    @Test
    void everyWorkloadsCrashShowsWhereOperatorsLookAndNothingIsLeftAfterwards() throws Exception {
        try (var _ = TakenKernel.take();
                var release = installed()) {
            var workloads = List.of(
                    start(Kind.DEPLOYMENT, Mode.MASTER_WORKER),
                    start(Kind.DAEMON_SET, Mode.SINGLE),
                    start(Kind.STATEFUL_SET, Mode.MASTER_WORKER));
            for (var workload : workloads) {
                var sent = Instant.now();
                workload.poison();
                awaitStory(workload, "1", sent);
            }
            assertThat(groups()).hasSize(3).allSatisfy(ClusterStoryIT::isTheStory);
            assertThat(groups().stream()
                            .map(group -> group.getSpec().workloadRef().kind()))
                    .containsExactlyInAnyOrder("Deployment", "DaemonSet", "StatefulSet");
            assertThat(events())
                    .hasSize(3)
                    .allSatisfy(event -> assertThat(event.getNote()).containsPattern(STORY));
            everyPanelHasAnAnswer();
            release.uninstall();
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheControllerThatCountsIsKilled() throws Exception {
        try (var _ = TakenKernel.take();
                var release = installed()) {
            var workload = start(Kind.DEPLOYMENT, Mode.MASTER_WORKER);
            for (int crash = 1; crash <= 4; crash++) {
                var sent = Instant.now();
                workload.poison();
                if (crash == 2) {
                    client.resource(leader()).withGracePeriod(0).delete();
                }
                awaitStory(workload, String.valueOf(crash), sent);
                workload.awaitRestarts(crash);
            }
            assertThat(groups())
                    .singleElement()
                    .satisfies(group -> assertThat(group.getStatus().count()).isEqualTo(4));
            release.uninstall();
        }
    }

    @Test
    void countsWithoutTheAgentTooAndSaysWhatIsMissing() throws Exception {
        try (var _ = installed("--set", "agent.enabled=false")) {
            var workload = start(Kind.DEPLOYMENT, Mode.MASTER_WORKER);
            workload.poison();
            eventually(() -> assertThat(annotations(workload))
                    .containsEntry("corewatch.dev/crash-count", "1")
                    .containsEntry("corewatch.dev/last-crash-signal", "SIGSEGV")
                    .hasEntrySatisfying(
                            "corewatch.dev/last-crash-gaps",
                            gaps -> assertThat(gaps).contains("core: no node agent reported this crash")));
            assertThat(groups())
                    .singleElement()
                    .satisfies(group -> assertThat(group.getSpec().signature()).isNull());
        }
    }

    /** From the request that HAProxy dies of to the annotation with its stack. */
    private void awaitStory(HaproxyWorkload workload, String count, Instant sent) {
        eventually(() -> assertThat(annotations(workload))
                .containsEntry("corewatch.dev/crash-count", count)
                .hasEntrySatisfying(
                        "corewatch.dev/last-crash-summary",
                        summary -> assertThat(summary).matches(STORY)));
        System.out.printf(
                "%s, crash %s: annotated %d ms after the request%n",
                workload.name(), count, Duration.between(sent, Instant.now()).toMillis());
    }

    private static void isTheStory(HAProxyCrash group) {
        assertThat(group.getSpec().signature()).isNotNull();
        assertThat(group.getStatus().summary()).matches(STORY);
        assertThat(group.getStatus().count()).isEqualTo(1);
        assertThat(group.getStatus().requests()).containsOnlyKeys("POST to backend thing_two, gzip");
        assertThat(group.getStatus().frames())
                .anySatisfy(frame -> assertThat(frame).contains("compression.c"));
    }

    private Release installed(String... more) throws Exception {
        var release = new Release(Files.readString(PATTERN), new HelmProgram(cluster.plane(), home, directory));
        var words = new ArrayList<>(List.of(
                "install",
                "corewatch",
                Chart.DIRECTORY.toString(),
                "--set",
                "cluster.name=test,image.repository=localhost/corewatch,image.tag=test,image.pullPolicy=Never",
                "--set",
                "agent.spool.hostPath=" + directory.resolve("spool"),
                "--wait",
                "--timeout",
                "3m"));
        words.addAll(List.of(more));
        try {
            release.helm.run(words.toArray(String[]::new));
            return release;
        } catch (IOException | AssertionError e) {
            release.close();
            throw e;
        }
    }

    /**
     * Gone when it is closed, whatever a test came to: an agent that stays would take core_pattern again when the test has given it back.
     */
    private final class Release implements AutoCloseable {

        /** core_pattern before. */
        private final String pattern;

        private final HelmProgram helm;

        Release(String pattern, HelmProgram helm) {
            this.pattern = pattern;
            this.helm = helm;
        }

        void uninstall() throws IOException {
            helm.run("uninstall", "corewatch", "--ignore-not-found", "--wait", "--timeout", "2m");
            eventually(() -> {
                assertThat(client.pods().inNamespace(home).list().getItems()).isEmpty();
                assertThat(Files.readString(PATTERN)).isEqualTo(pattern);
                assertThat(client.leases().inNamespace(home).list().getItems()).isEmpty();
            });
        }

        @Override
        public void close() throws IOException {
            uninstall();
        }
    }

    private HaproxyWorkload start(Kind kind, Mode mode) throws Exception {
        return HaproxyWorkload.start(client, namespace, kind, mode, LabImage.ZLIB);
    }

    private static Map<String, String> annotations(HaproxyWorkload workload) {
        var all = workload.pod().getMetadata().getAnnotations();
        return all == null ? Map.of() : all;
    }

    private List<HAProxyCrash> groups() {
        return client.resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    private List<Event> events() {
        return client.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> "HAProxyCrashed".equals(event.getReason()))
                .toList();
    }

    private Pod leader() {
        var holder = client.leases()
                .inNamespace(home)
                .withName("corewatch")
                .get()
                .getSpec()
                .getHolderIdentity();
        return client.pods().inNamespace(home).withName(holder).get();
    }

    /** A real Prometheus that scrapes the controller which leads. */
    private void everyPanelHasAnAnswer() throws Exception {
        var name = leader().getMetadata().getName();
        try (var forward = client.pods().inNamespace(home).withName(name).portForward(9180);
                var prometheus = RunningPrometheus.start(directory, forward.getLocalPort())) {
            eventually(() -> assertThat(prometheus
                            .query("sum(corewatch_crashes_total{namespace=\"" + namespace + "\",signal=\"SIGSEGV\"})")
                            .at("/data/result/0/value/1")
                            .asText())
                    .isEqualTo("3"));
            for (var query : Dashboard.queries()) {
                assertThat(prometheus.query(query).path("status").asText())
                        .as(query)
                        .isEqualTo("success");
            }
        }
    }

    /** A Prometheus, or a Pod, that isn't there yet is no failure. */
    private static void eventually(ThrowingRunnable condition) {
        await().atMost(90, TimeUnit.SECONDS)
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .ignoreExceptions()
                .untilAsserted(condition);
    }
}
