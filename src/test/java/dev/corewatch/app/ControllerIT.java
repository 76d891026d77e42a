package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.lab.ControlPlane;
import dev.corewatch.lab.LonePod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The controller as people start it, on a real API server. */
final class ControllerIT {

    private static final int PODS = 4;
    private static final int CRASHES = 30;

    @TempDir
    Path directory;

    private final ControlPlane plane = ControlPlane.shared();
    private final String namespace = plane.namespace();

    @Test
    void showsEveryContainersSeriesAtZeroAndThenItsFirstCrash() throws Exception {
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        try (var controller = RunningRole.controller(directory, "one", settings())) {
            awaitTotal(controller, "lb-0", 0);
            pod.endAndRestart(139, "Error");
            awaitTotal(controller, "lb-0", 1);
            assertThat(controller.metric("corewatch_crashes_total", "lb-0", "SIGABRT"))
                    .endsWith(" 0.0");
            assertThat(controller.get("/metrics")).contains("corewatch_controller_leader 1.0");
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheOneThatCountsIsKilled() throws Exception {
        var pods = IntStream.range(0, PODS)
                .mapToObj(i -> LonePod.start(plane.client(), namespace, "lb-" + i))
                .toList();
        var told = new HashMap<String, Integer>();
        try (var first = RunningRole.controller(directory, "first", settings())) {
            awaitTotal(first, "lb-0", 0);
            try (var second = RunningRole.controller(directory, "second", settings())) {
                for (int crash = 0; crash < CRASHES; crash++) {
                    var pod = pods.get(ThreadLocalRandom.current().nextInt(PODS));
                    pod.endAndRestart(139, "Error");
                    told.merge(pod.name(), 1, Integer::sum);
                    if (crash == CRASHES / 2) {
                        first.kill();
                    }
                    awaitCount(pod, told);
                }
                pods.forEach(pod -> awaitCount(pod, told));
                assertThat(counted()).isEqualTo(CRASHES);
                for (var pod : pods) {
                    awaitTotal(second, pod.name(), told.getOrDefault(pod.name(), 0));
                }
            }
        }
    }

    @Test
    void saysWhatToDoWhenTheApiServerDoesntHaveIt() throws Exception {
        var settings = new HashMap<>(settings());
        var kubeconfig = directory.resolve("kubeconfig");
        Files.writeString(
                kubeconfig, Files.readString(plane.kubeconfig()).replaceAll("(\"token\": *\")[^\"]*", "$1wrong"));
        settings.put("KUBECONFIG", kubeconfig.toString());
        var log = directory.resolve("refused.log");
        var process = RunningRole.launchController(directory, log, settings);
        assertThat(process.waitFor()).isEqualTo(ExitCode.SOFTWARE);
        assertThat(log).content().contains("Unauthorized").contains("KUBECONFIG names the cluster");
    }

    /** A restart that comes before the last one was looked at leaves two ends to see: one more would leave a hidden one. */
    private static void awaitCount(LonePod pod, Map<String, Integer> told) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(pod.annotations().getOrDefault("corewatch.dev/crash-count", "0"))
                        .isEqualTo(String.valueOf(told.getOrDefault(pod.name(), 0))));
    }

    private static void awaitTotal(RunningRole controller, String pod, int crashes) throws Exception {
        controller.until(
                "the total",
                () -> controller
                                .metric("corewatch_crashes_total", pod, "SIGSEGV")
                                .endsWith(" " + crashes + ".0")
                        ? true
                        : null);
    }

    private long counted() {
        return plane.client().resources(HAProxyCrash.class).inNamespace(namespace).list().getItems().stream()
                .mapToLong(crash -> crash.getStatus().count())
                .sum();
    }

    private Map<String, String> settings() {
        return Map.of(
                "KUBECONFIG",
                plane.kubeconfig().toString(),
                "COREWATCH_CONTROLLER_NAMESPACE",
                namespace,
                "COREWATCH_CONTROLLER_NAMESPACES",
                namespace);
    }
}
