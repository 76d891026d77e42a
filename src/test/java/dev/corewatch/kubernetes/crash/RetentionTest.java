package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.kubernetes.crash.Retention.Delete;
import dev.corewatch.kubernetes.crash.Retention.Keep;
import dev.corewatch.kubernetes.crash.Retention.Note;
import dev.corewatch.kubernetes.crash.Retention.Presence;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-26T01:30:00Z");
    private static final Retention RETENTION = new Retention(Duration.ofDays(30));

    @Test
    void aCrashOfALivingWorkloadIsKept() {
        assertThat(RETENTION.decide(crash(null, null), Presence.THERE, NOW)).isEqualTo(new Keep(Retention.CHECK));
    }

    @Test
    void theTimeBeginsWhenTheWorkloadIsFoundGone() {
        assertThat(RETENTION.decide(crash(null, null), Presence.GONE, NOW)).isInstanceOfSatisfying(Note.class, note -> {
            assertThat(note.conditions()).singleElement().satisfies(gone -> {
                assertThat(gone.getType()).isEqualTo("WorkloadGone");
                assertThat(gone.getStatus()).isEqualTo("True");
                assertThat(gone.getLastTransitionTime()).isEqualTo("2026-11-26T01:30:00Z");
            });
            assertThat(note.again()).isEqualTo(Retention.CHECK);
        });
    }

    @Test
    void itIsKeptUntilItsTimeIsOver() {
        var crash = crash(gone(NOW.minus(Duration.ofDays(30)).plusSeconds(90)), null);

        assertThat(RETENTION.decide(crash, Presence.GONE, NOW)).isEqualTo(new Keep(Duration.ofSeconds(90)));
        assertThat(RETENTION.decide(crash, Presence.GONE, NOW.plusSeconds(90))).isEqualTo(new Delete());
    }

    @Test
    void itsOwnTimeCounts() {
        var crash = crash(gone(NOW.minus(Duration.ofHours(2))), "PT1H");

        assertThat(RETENTION.decide(crash, Presence.GONE, NOW)).isEqualTo(new Delete());
    }

    @Test
    void aTimeThatIsNoneIsTheDefault() {
        assertThat(RETENTION.decide(crash(gone(NOW.minus(Duration.ofHours(2))), "P"), Presence.GONE, NOW))
                .isEqualTo(new Keep(Retention.CHECK));
        assertThat(RETENTION.decide(crash(gone(NOW), "P99999999999D"), Presence.GONE, NOW))
                .isEqualTo(new Keep(Retention.CHECK));
    }

    @Test
    void aWorkloadThatIsBackIsNoted() {
        assertThat(RETENTION.decide(crash(gone(NOW.minus(Duration.ofDays(29))), null), Presence.THERE, NOW))
                .isInstanceOfSatisfying(
                        Note.class,
                        note -> assertThat(note.conditions())
                                .extracting(Condition::getStatus)
                                .containsExactly("False"));
    }

    @Test
    void nothingIsDeletedOnAGuess() {
        assertThat(RETENTION.decide(crash(gone(NOW.minus(Duration.ofDays(99))), null), Presence.UNKNOWN, NOW))
                .isEqualTo(new Keep(Retention.CHECK));
    }

    @Test
    void aConditionWithoutATimeIsNotedAnew() {
        var untimed = new ConditionBuilder()
                .withType("WorkloadGone")
                .withStatus("True")
                .withLastTransitionTime("yesterday")
                .build();

        assertThat(RETENTION.decide(crash(untimed, null), Presence.GONE, NOW)).isInstanceOf(Note.class);
    }

    private static Condition gone(Instant since) {
        return new ConditionBuilder()
                .withType("WorkloadGone")
                .withStatus("True")
                .withLastTransitionTime(since.toString())
                .build();
    }

    private static HAProxyCrash crash(@Nullable Condition condition, @Nullable String retain) {
        var crash = new HAProxyCrash();
        crash.setSpec(new CrashSpec(
                new WorkloadRef("apps/v1", "Deployment", "edge"),
                "haproxy",
                "abc",
                "SIGSEGV",
                null,
                null,
                null,
                retain));
        crash.setStatus(new CrashStatus(
                null,
                null,
                1,
                0,
                null,
                null,
                "no",
                null,
                null,
                null,
                null,
                null,
                null,
                condition == null ? null : List.of(condition),
                null));
        return crash;
    }
}
