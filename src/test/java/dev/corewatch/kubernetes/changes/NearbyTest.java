package dev.corewatch.kubernetes.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.changes.Change.Subject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NearbyTest {

    private static final Instant DEATH = Instant.parse("2026-11-26T01:30:00Z");
    private static final Nearby NEARBY =
            new Nearby("shop", new WorkloadRef("apps/v1", "Deployment", "edge"), "node-1", "thing_two", DEATH);

    @Test
    void tellsTheRolloutOfTheRequestsBackendFirst() {
        assertThat(sentences(
                        change("deployment", "shop", "other", 10, "the rollout of deployment/other"),
                        change(
                                "deployment",
                                "shop",
                                "thing-two",
                                120,
                                "the rollout of deployment/thing-two (image v7 -> v8)")))
                .containsExactly(
                        "2 min after the rollout of deployment/thing-two (image v7 -> v8)",
                        "10 s after the rollout of deployment/other");
    }

    @Test
    void findsTheBackendInAnotherNamespace() {
        assertThat(sentences(
                        change("deployment", "things", "thing-two", 60, "the rollout of deployment/thing-two"),
                        change("deployment", "things", "two", 60, "the rollout of deployment/two"),
                        change("deployment", "things", "unrelated", 60, "the rollout of deployment/unrelated")))
                .containsExactly(
                        "1 min after the rollout of deployment/thing-two in namespace things",
                        "1 min after the rollout of deployment/two in namespace things");
    }

    @Test
    void tellsOfThePodsOwnNodeOnly() {
        assertThat(sentences(
                        change("node", "", "node-1", 30, "the node's Ready condition changed to False"),
                        change("node", "", "node-2", 30, "the node was cordoned")))
                .containsExactly("30 s after the node's Ready condition changed to False");
    }

    @Test
    void tellsTheMostTellingFirst() {
        assertThat(sentences(
                        change("node", "", "node-1", 5, "the node was cordoned"),
                        change("configmap", "shop", "lb-config", 240, "ConfigMap lb-config changed"),
                        change("deployment", "shop", "edge", 60, "the scaling of deployment/edge (2 -> 5)"),
                        change("pod", "shop", "edge-1", 180, "its image changed (zlib -> slz)")))
                .containsExactly(
                        "3 min after its image changed (zlib -> slz)",
                        "1 min after the scaling of deployment/edge (2 -> 5)",
                        "4 min after ConfigMap lb-config changed",
                        "5 s after the node was cordoned");
    }

    @Test
    void leavesOutWhatIsLongAgoOrYetToCome() {
        assertThat(sentences(
                        change("deployment", "shop", "edge", 1_801, "the rollout of deployment/edge"),
                        change("deployment", "shop", "edge", -61, "the scaling of deployment/edge (1 -> 2)")))
                .isEmpty();
    }

    @Test
    void clocksThatDifferMakeNoTimeNegative() {
        assertThat(sentences(change("deployment", "shop", "edge", -40, "the rollout of deployment/edge")))
                .containsExactly("0 s after the rollout of deployment/edge");
    }

    @Test
    void tellsOnlyTheNewestOfMany() {
        assertThat(sentences(
                        change("deployment", "shop", "edge", 90, "the scaling of deployment/edge (2 -> 3)"),
                        change("deployment", "shop", "edge", 30, "the scaling of deployment/edge (3 -> 4)")))
                .containsExactly("30 s after the scaling of deployment/edge (3 -> 4)");
    }

    @Test
    void tellsAtMostFive() {
        var many = IntStream.range(0, 20)
                .mapToObj(i -> change("deployment", "shop", "w" + i, i, "the rollout of deployment/w" + i));

        assertThat(NEARBY.sentences(many)).hasSize(5).first().isEqualTo("0 s after the rollout of deployment/w0");
    }

    private static List<String> sentences(Change... changes) {
        return NEARBY.sentences(Stream.of(changes));
    }

    private static Change change(String kind, String namespace, String name, long secondsBefore, String what) {
        return new Change(new Subject(kind, namespace, name), DEATH.minusSeconds(secondsBefore), what);
    }
}
