package dev.corewatch.kubernetes.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.kubernetes.crash.WatchedPod;
import dev.corewatch.kubernetes.crash.WatchedPod.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OwnershipTest {

    private static final Agent AGENT = new Agent("agent-1", "uid", "node-1");
    private static final Instant CREATED = Instant.parse("2026-11-26T02:00:00Z");
    private static final Instant NOW = CREATED.plus(Duration.ofHours(1));
    private static final String OTHER = "d".repeat(64);

    @Test
    void refusesAPodOfAnotherNode() {
        var pod = Reports.pod("node-2", CREATED, Reports.running(Reports.CONTAINER, null));

        var refusal = refusal(died(CREATED.plusSeconds(9)), pod, NOW);

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.retry()).isFalse();
        assertThat(refusal.message()).contains("node-1", "node-2");
    }

    @Test
    void takesTheContainerThatRunsAndTheOneBefore() throws RefusedException {
        var runs = Reports.pod("node-1", CREATED, Reports.running(Reports.CONTAINER, null));
        var before = Reports.pod("node-1", CREATED, Reports.running(OTHER, Reports.crashed(Reports.CONTAINER)));
        var early = died(CREATED.minusSeconds(60));

        assertThat(Ownership.pod(AGENT, early, List.of(runs), NOW)).isEqualTo(runs);
        assertThat(Ownership.pod(AGENT, early, List.of(before), NOW)).isEqualTo(before);
    }

    @Test
    void takesAContainerThatTheStatusHasForgottenOrDoesNotKnowYet() throws RefusedException {
        var pod = Reports.pod("node-1", CREATED, Reports.running(OTHER, null));

        assertThat(Ownership.pod(AGENT, died(CREATED.plusSeconds(2)), List.of(pod), NOW))
                .isEqualTo(pod);
    }

    @Test
    void knowsAPodThatIsGoneFromItsSuccessor() throws RefusedException {
        var gone = Reports.pod("node-1", CREATED.minusSeconds(600));
        var successor = Reports.pod("node-2", CREATED, Reports.running(OTHER, null));

        assertThat(Ownership.pod(AGENT, died(CREATED.minusSeconds(1)), List.of(successor, gone), NOW))
                .isEqualTo(gone);
    }

    @Test
    void believesAnAgentOfAPodThatNobodyKnowsAndNeverTakesItsSuccessorForIt() throws RefusedException {
        var owner = new Owner("apps/v1", "StatefulSet", "web");
        var died = died(CREATED.minusSeconds(1));
        var here = Reports.pod("node-1", CREATED, owner, Reports.running(OTHER, null));
        var elsewhere = Reports.pod("node-2", CREATED, owner);

        assertThat(Ownership.pod(AGENT, died, List.of(), NOW))
                .isEqualTo(WatchedPod.gone("ns", "web-1", "node-1", null));
        assertThat(Ownership.pod(AGENT, died, List.of(here), NOW))
                .isEqualTo(WatchedPod.gone("ns", "web-1", "node-1", owner));
        assertThat(Ownership.pod(AGENT, died, List.of(elsewhere), CREATED.plusSeconds(10)))
                .isEqualTo(WatchedPod.gone("ns", "web-1", "node-1", owner));
    }

    @Test
    void waitsForTheStatusOfAYoungPodBeforeItSaysSo() {
        var pod = Reports.pod("node-1", CREATED);

        var refusal = refusal(died(CREATED.minusSeconds(1)), pod, CREATED.plusSeconds(10));

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.retry()).isTrue();
        assertThat(refusal.after()).isNotNull();
    }

    private static Occurrence died(Instant when) {
        return Reports.of(2, when, Reports.CONTAINER);
    }

    private static Refusal refusal(Occurrence occurrence, WatchedPod pod, Instant now) {
        return catchThrowableOfType(RefusedException.class, () -> Ownership.pod(AGENT, occurrence, List.of(pod), now))
                .refusal();
    }
}
