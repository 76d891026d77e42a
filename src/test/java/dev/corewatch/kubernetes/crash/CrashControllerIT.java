package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.kubernetes.crash.CrashController.Setting;
import dev.corewatch.kubernetes.crash.CrashController.Voices;
import dev.corewatch.kubernetes.crash.WatchedPod.Owner;
import dev.corewatch.lab.ControlPlane;
import dev.corewatch.lab.LonePod;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Crashes counted from the status of Pods and from reports, on a real API server. */
final class CrashControllerIT {

    private static final Signature MEMCPY = new Signature(1, "3f9c2a71b0de", "memcpy <- deflate", List.of("memcpy"));

    private final ControlPlane plane = ControlPlane.shared();
    private final String namespace = plane.namespace();
    private final Counts counts = new Counts();
    private final Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private CrashController controller = started();

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void countsASegfaultOnItsPodInItsGroupAndAsAnEvent() {
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        pod.endAndRestart(139, "Error");
        eventually()
                .untilAsserted(() -> assertThat(pod.annotations())
                        .containsEntry("corewatch.dev/crash-count", "1")
                        .containsEntry("corewatch.dev/last-crash-signal", "SIGSEGV")
                        .containsEntry("corewatch.dev/last-crash-summary", "SIGSEGV, no stack")
                        .containsKeys("corewatch.dev/last-crash-time", "corewatch.dev/last-crash-gaps"));
        var crash = onlyGroup();
        assertThat(crash.getSpec().workloadRef().kind()).isEqualTo("Pod");
        assertThat(crash.getSpec().signal()).isEqualTo("SIGSEGV");
        assertThat(crash.getStatus().count()).isEqualTo(1);
        assertThat(crash.getStatus().occurrences())
                .singleElement()
                .satisfies(one -> assertThat(one.pod()).isEqualTo("lb-0"));
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("HAProxyCrashed");
            assertThat(event.getNote()).endsWith("SIGSEGV, no stack");
        });
        assertThat(counts.of(namespace, "lb-0")).isEqualTo(1);
    }

    @Test
    void knowsASwapsOwnEndFromACrash() {
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        endAndAwaitLook(pod, 0, "Completed", 1);
        endAndAwaitLook(pod, 137, "Error", 2);
        endAndAwaitLook(pod, 134, "Error", 3);
        endAndAwaitLook(pod, 137, "OOMKilled", 4);
        assertThat(pod.annotations()).containsEntry("corewatch.dev/crash-count", "2");
        assertThat(groups().stream().map(group -> group.getSpec().signal()))
                .containsExactlyInAnyOrder("SIGABRT", "SIGKILL");
    }

    @Test
    void countsOnceWhileAContainerWaitsForItsRestart() {
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        for (int crash = 1; crash <= 3; crash++) {
            var count = String.valueOf(crash);
            pod.end(139, "Error");
            pod.backOff();
            eventually()
                    .untilAsserted(
                            () -> assertThat(pod.annotations()).containsEntry("corewatch.dev/crash-count", count));
            pod.restart();
        }
        assertThat(onlyGroup().getStatus().count()).isEqualTo(3);
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.getSeries().getCount()).isEqualTo(3));
    }

    @Test
    void countsRestartsBetweenTwoLooksAsCrashesOfUnknownSignal() {
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        pod.restartUnseen(3);
        pod.endAndRestart(139, "Error");
        eventually().untilAsserted(() -> assertThat(pod.annotations()).containsEntry("corewatch.dev/crash-count", "4"));
        assertThat(groups().stream()
                        .map(group -> group.getSpec().signal() + " "
                                + group.getStatus().count()))
                .containsExactlyInAnyOrder("SIGSEGV 1", "unknown 3");
    }

    @Test
    void countsWhatHappenedWhileItWasAwayAndNothingTwice() {
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        pod.endAndRestart(139, "Error");
        eventually().untilAsserted(() -> assertThat(pod.annotations()).containsEntry("corewatch.dev/crash-count", "1"));
        controller.close();
        pod.endAndRestart(139, "Error");
        controller = started();
        eventually().untilAsserted(() -> assertThat(pod.annotations()).containsEntry("corewatch.dev/crash-count", "2"));
        assertThat(onlyGroup().getStatus().count()).isEqualTo(2);
    }

    @Test
    void countsTheLastCrashOfAPodThatIsGoneAtOnce() {
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        eventually().until(() -> counts.of(namespace, "lb-0") == 0);
        pod.end(139, "Error");
        pod.delete();
        eventually().until(() -> counts.of(namespace, "lb-0") == 1);
    }

    @Test
    void joinsAnAgentsReportWithTheStatusWhicheverComesFirst() {
        var early = LonePod.start(plane.client(), namespace, "early");
        eventually().until(() -> counts.of(namespace, "early") == 0);
        controller.take(report(early, Instant.now()), find("early"));
        assertThat(early.annotations())
                .containsEntry("corewatch.dev/crash-count", "1")
                .containsEntry("corewatch.dev/last-crash-signature", MEMCPY.id());
        early.endAndRestart(139, "Error");
        early.endAndRestart(0, "Completed");
        eventually()
                .untilAsserted(() -> assertThat(early.annotations().get("corewatch.dev/seen"))
                        .contains("\"deaths\":2"));
        assertThat(early.annotations()).containsEntry("corewatch.dev/crash-count", "1");

        var late = LonePod.start(plane.client(), namespace, "late");
        var died = Instant.now();
        var container = late.containerId();
        late.endAndRestart(139, "Error");
        eventually()
                .untilAsserted(() -> assertThat(late.annotations())
                        .containsEntry("corewatch.dev/last-crash-summary", "SIGSEGV, no stack"));
        controller.take(report(late, container, died, 2), find("late"));
        assertThat(late.annotations())
                .containsEntry("corewatch.dev/crash-count", "1")
                .containsEntry("corewatch.dev/last-crash-summary", "SIGSEGV in memcpy <- deflate");
        assertThat(groups())
                .hasSize(2)
                .allSatisfy(group -> assertThat(group.getStatus().count()).isEqualTo(1))
                .allSatisfy(group -> assertThat(group.getSpec().signature()).isEqualTo(MEMCPY.id()));
        controller.take(report(late, container, died, 2), find("late"));
        assertThat(late.annotations()).containsEntry("corewatch.dev/crash-count", "1");
        assertThat(events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getNote()).endsWith("memcpy <- deflate"));
    }

    @Test
    void countsAnAgentsReportOnAPodThatWasGoneBeforeThisReplicaLed() {
        controller.close();
        statefulSet("edge");
        var gone = WatchedPod.gone(namespace, "edge-0", "node-1", null);
        var successor = LonePod.start(plane.client(), namespace, "edge-0");
        controller = started();
        var report = report("edge-0", "a".repeat(64), Instant.now(), 2);

        controller.take(report, gone);
        controller.take(report, gone);

        var crash = onlyGroup();
        assertThat(crash.getSpec().workloadRef()).isEqualTo(new WorkloadRef("apps/v1", "StatefulSet", "edge"));
        assertThat(crash.getSpec().signature()).isEqualTo(MEMCPY.id());
        assertThat(crash.getStatus().count()).isEqualTo(1);
        assertThat(crash.getStatus().occurrences()).singleElement().satisfies(one -> {
            assertThat(one.pod()).isEqualTo("edge-0");
            assertThat(one.gaps()).first(InstanceOfAssertFactories.STRING).startsWith("pod: it was gone");
        });
        assertThat(successor.annotations()).isEmpty();
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.getRegarding().getUid()).isNull());
    }

    @Test
    void aReportOnAPodThatIsGoneTakesThePlaceOfWhatItsStatusTold() {
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        var container = pod.containerId();
        var died = Instant.now();
        pod.endAndRestart(139, "Error");
        eventually().untilAsserted(() -> assertThat(pod.annotations()).containsEntry("corewatch.dev/crash-count", "1"));
        controller.close();
        pod.delete();
        controller = started();

        controller.take(report("lb-0", container, died, 2), WatchedPod.gone(namespace, "lb-0", "node-1", null));

        assertThat(onlyGroup().getSpec().signature()).isEqualTo(MEMCPY.id());
        assertThat(onlyGroup().getStatus().count()).isEqualTo(1);
    }

    @Test
    void aNewerRevisionOnAPodThatIsGoneIsNoOtherCrash() {
        var edge = new Owner("apps/v1", "StatefulSet", "edge");
        var died = Instant.now();
        controller.take(report("edge-0", null, died, 2), WatchedPod.gone(namespace, "edge-0", "node-1", edge));
        for (int pod = 1; pod <= CrashStatus.OCCURRENCES; pod++) {
            var name = "edge-" + pod;
            controller.take(
                    report(name, null, died.plusSeconds(pod), 2), WatchedPod.gone(namespace, name, "node-1", edge));
        }

        controller.take(report("edge-0", null, died, 3), WatchedPod.gone(namespace, "edge-0", "node-1", null));

        assertThat(onlyGroup().getStatus().count()).isEqualTo(1 + CrashStatus.OCCURRENCES);
    }

    @Test
    void saysWhenThereIsNoNamespaceToTellOfAGonePodIn() {
        var report = report("lb-0", "a".repeat(64), Instant.now(), 2);

        assertThatExceptionOfType(KubernetesClientException.class)
                .isThrownBy(() -> controller.take(report, WatchedPod.gone("never-there", "lb-0", "node-1", null)))
                .satisfies(refusal ->
                        assertThat(refusal.getStatus().getDetails().getKind()).isEqualTo("namespaces"));
    }

    @Test
    void totalsFallWithADeletedGroupAndTheNextCrashIsNewsAgain() {
        var gone = WatchedPod.gone(namespace, "lb-x2x4z", "node-1", null);
        for (int crash = 0; crash < 3; crash++) {
            controller.take(report("lb-x2x4z", "a".repeat(64), Instant.now(), 2), gone);
        }
        assertThat(counts.of(namespace, "lb-x2x4z")).isEqualTo(3);

        plane.client().resource(onlyGroup()).delete();
        eventually().until(() -> counts.of(namespace, "lb-x2x4z") == 0);

        controller.take(report("lb-x2x4z", "a".repeat(64), Instant.now(), 2), gone);
        assertThat(counts.of(namespace, "lb-x2x4z")).isEqualTo(1);
        assertThat(onlyGroup().getStatus().count()).isEqualTo(1);
    }

    @Test
    void addsUpWorkloadsOfOneName() {
        for (var kind : List.of("Deployment", "StatefulSet")) {
            var name = kind.toLowerCase(Locale.ROOT);
            var container = name.substring(0, 1).repeat(64);
            var pod = WatchedPod.gone(namespace, name, "node-1", new Owner("apps/v1", kind, "edge"));
            controller.take(report(name, container, Instant.now(), 2), pod);
        }

        assertThat(groups()).hasSize(2);
        assertThat(counts.of(namespace, "edge")).isEqualTo(2);
    }

    @Test
    void crashesOfAnAcknowledgedBugAreCountedAndCallNobody() {
        var gone = WatchedPod.gone(namespace, "lb-x2x4z", "node-1", null);
        controller.take(report("lb-x2x4z", "a".repeat(64), Instant.now(), 2), gone);
        var name = onlyGroup().getMetadata().getName();
        plane.client()
                .resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"acknowledged\": true}}");
        eventually().until(() -> "yes".equals(onlyGroup().getStatus().acknowledged()));

        controller.take(report("lb-x2x4z", "a".repeat(64), Instant.now(), 2), gone);

        assertThat(onlyGroup().getStatus().count()).isEqualTo(2);
        assertThat(onlyGroup().getStatus().acknowledgedCount()).isEqualTo(1);
        assertThat(events())
                .singleElement()
                .satisfies(event -> assertThat(event.getSeries()).isNull());
    }

    @Test
    void countsInAllNamespacesWhenNoneIsNamed() {
        plane.mustBeOurs();
        controller.close();
        controller = started(Set.of());
        var pod = LonePod.start(plane.client(), namespace, "lb-0");
        pod.endAndRestart(139, "Error");
        eventually().until(() -> counts.of(namespace, "lb-0") == 1);
    }

    @Test
    void knowsThePodsAndGroupsOfEachOfItsNamespaces() {
        var other = plane.namespace();
        controller.close();
        var pods = Stream.of(namespace, other)
                .map(name -> LonePod.start(plane.client(), name, "lb-0"))
                .toList();
        controller = started(Set.of(namespace, other));
        pods.forEach(pod -> pod.endAndRestart(139, "Error"));
        pods.forEach(pod -> eventually().until(() -> counts.of(pod.namespace(), "lb-0") == 1));

        assertThat(pods)
                .allSatisfy(pod -> assertThat(controller.find(pod.namespace(), "lb-0"))
                        .as("none was taken for gone")
                        .hasSize(1));
    }

    /** What docs/kubernetes-security.md says of a watched namespace, without what only changes before a crash need. */
    @Test
    void countsWithTheseRightsAlone() {
        controller.close();
        plane.grant(
                namespace,
                "default",
                rule("", "pods", "get", "list", "watch"),
                rule("", "pods/status", "patch"),
                rule("events.k8s.io", "events", "create", "patch", "delete"),
                rule("corewatch.dev", "haproxycrashes", "get", "list", "watch", "create", "patch", "delete"),
                rule("corewatch.dev", "haproxycrashes/status", "patch"));
        try (var poor = plane.as(namespace, "default");
                var rightful = started(poor, Set.of(namespace))) {
            controller = rightful;
            var pod = LonePod.start(plane.client(), namespace, "lb-0");
            pod.endAndRestart(139, "Error");
            eventually().until(() -> counts.of(namespace, "lb-0") == 1);
            controller.take(report(pod, Instant.now()), find("lb-0"));

            assertThat(pod.annotations()).containsEntry("corewatch.dev/crash-count", "2");
            assertThat(groups()).hasSize(2);
        }
    }

    private static PolicyRule rule(String group, String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    @Test
    void leavesAPodAloneWhoseAnnotationsAreFullAndStillCounts() {
        var full = LonePod.start(
                plane.client(), namespace, "full", List.of(), Map.of("other", "x".repeat(256 * 1024 - 5)));
        full.endAndRestart(139, "Error");
        eventually().until(() -> counts.of(namespace, "full") == 1);
        full.endAndRestart(139, "Error");
        eventually().until(() -> counts.of(namespace, "full") == 2);
        assertThat(full.annotations()).hasSize(1);
    }

    private static void endAndAwaitLook(LonePod pod, int exitCode, String reason, int deaths) {
        pod.endAndRestart(exitCode, reason);
        eventually()
                .untilAsserted(() ->
                        assertThat(pod.annotations().get("corewatch.dev/seen")).contains("\"deaths\":" + deaths));
    }

    private WatchedPod find(String name) {
        return controller.find(namespace, name).getFirst();
    }

    private Occurrence report(LonePod pod, Instant died) {
        return report(pod, pod.containerId(), died, 2);
    }

    private Occurrence report(LonePod pod, String container, Instant died, int revision) {
        return report(pod.name(), container, died, revision);
    }

    private Occurrence report(String pod, @Nullable String container, Instant died, int revision) {
        return new Occurrence(
                Occurrence.SCHEMA,
                OccurrenceId.named(died, pod),
                revision,
                died,
                new Identity("boot", container, 8, 100L, 4711, died),
                new Workload(namespace, pod, "haproxy", pod, "node-1", null),
                List.of(new Gap("status", "not told yet")),
                null,
                PlainWording.report(CrashKind.MEMORY, Signal.numbered(11), MEMCPY));
    }

    /** No node is there, so it makes no Pods. */
    private void statefulSet(String name) {
        plane.client()
                .resource(new StatefulSetBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(0)
                        .withServiceName(name)
                        .withNewSelector()
                        .addToMatchLabels("app", name)
                        .endSelector()
                        .withTemplate(LonePod.template(name, "haproxy", "haproxy:2.6"))
                        .endSpec()
                        .build())
                .create();
    }

    private HAProxyCrash onlyGroup() {
        var groups = groups();
        assertThat(groups).hasSize(1);
        return groups.getFirst();
    }

    private List<HAProxyCrash> groups() {
        return plane.client()
                .resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    private List<Event> events() {
        return plane.client()
                .events()
                .v1()
                .events()
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    private CrashController started() {
        return started(Set.of(namespace));
    }

    private CrashController started(Set<String> namespaces) {
        return started(plane.client(), namespaces);
    }

    private CrashController started(KubernetesClient client, Set<String> namespaces) {
        var setting = new Setting(
                "replica",
                namespaces,
                new HaproxyContainers(Map.of(), Pattern.compile("haproxy"), Pattern.compile("haproxy")),
                since,
                Duration.ofDays(30));
        return CrashController.start(
                client, setting, new Voices(new PlainWording(), (_, _, _, _) -> List.of(), counts));
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }
}
