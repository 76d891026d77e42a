package dev.corewatch.kubernetes.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.kubernetes.crash.WatchedPod;
import java.time.Duration;
import java.time.Instant;
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
    void takesTheContainerThatRunsAndTheOneBefore() {
        var runs = Reports.pod("node-1", CREATED, Reports.running(Reports.CONTAINER, null));
        var before = Reports.pod("node-1", CREATED, Reports.running(OTHER, Reports.crashed(Reports.CONTAINER)));
        var early = died(CREATED.minusSeconds(60));

        assertThatCode(() -> Ownership.check(AGENT, early, runs, NOW)).doesNotThrowAnyException();
        assertThatCode(() -> Ownership.check(AGENT, early, before, NOW)).doesNotThrowAnyException();
    }

    @Test
    void takesAContainerThatTheStatusHasForgottenOrDoesNotKnowYet() {
        var pod = Reports.pod("node-1", CREATED, Reports.running(OTHER, null));

        assertThatCode(() -> Ownership.check(AGENT, died(CREATED.plusSeconds(2)), pod, NOW))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesTheCrashOfAnEarlierPodOfThatName() {
        var pod = Reports.pod("node-1", CREATED, Reports.running(OTHER, null));

        var refusal = refusal(died(CREATED.minusSeconds(1)), pod, NOW);

        assertThat(refusal.status()).isEqualTo(409);
        assertThat(refusal.retry()).isFalse();
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
        return catchThrowableOfType(RefusedException.class, () -> Ownership.check(AGENT, occurrence, pod, now))
                .refusal();
    }
}
