package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import dev.corewatch.kubernetes.api.PodAnnotations;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PodStateTest {

    private static final PodState NEW = PodState.of(Map.of());
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void readsWhatItWrote() {
        var state = NEW.with("haproxy", new SeenDeaths(3, "abc"))
                .more(2)
                .told("01jdcb3v5k0000000000000000", false)
                .telling(crash(NOON), "SIGSEGV in memcpy", "3f9c");
        assertThat(PodState.of(state.annotations())).isEqualTo(state);
        assertThat(state.count()).isEqualTo(3);
    }

    @Test
    void beginsAnewWhereSomebodyDamagedItByHand() {
        var damaged = Map.of(PodAnnotations.COUNT, "many", PodAnnotations.SEEN, "{\"containers\":null,\"told\":7");
        assertThat(PodState.of(damaged).count()).isZero();
        assertThat(PodState.of(damaged).seen()).isEqualTo(PodState.Seen.NOTHING);
        assertThat(PodState.of(Map.of(PodAnnotations.SEEN, "{\"containers\":null}"))
                        .seen())
                .isEqualTo(PodState.Seen.NOTHING);
    }

    @Test
    void countsAnAgentsCrashOnceAlsoAfterManyOthers() {
        var state = NEW;
        for (int i = 0; i < 12; i++) {
            state = state.told("01jdcb3v5k00000000000000%02d".formatted(i), false);
        }
        assertThat(state.count()).isEqualTo(12);
        assertThat(state.told("01jdcb3v5k0000000000000011", false)).isEqualTo(state);
        assertThat(state.told("01jdcb3v5k0000000000000000", false)).isEqualTo(state);
    }

    @Test
    void doesntCountWhatItsContainersEndWasCountedAs() {
        assertThat(NEW.more(1).told("01jdcb3v5k0000000000000000", true).count()).isEqualTo(1);
    }

    @Test
    void keepsTellingOfTheLastCrashWhenAnOlderOneIsToldLater() {
        var state = NEW.telling(crash(NOON), "the last", null);
        assertThat(state.telling(crash(NOON.minusSeconds(60)), "before", null)).isEqualTo(state);
        assertThat(state.telling(crash(NOON.minusSeconds(1)), "the same, better told", null)
                        .last())
                .containsEntry(PodAnnotations.SUMMARY, "the same, better told");
    }

    @Test
    void isBounded() {
        var state = NEW.telling(crash(NOON), "x".repeat(10_000), "y".repeat(10_000));
        assertThat(state.annotations().values())
                .allSatisfy(value -> assertThat(value).hasSizeLessThanOrEqualTo(1000));
    }

    private static CrashOccurrence crash(Instant at) {
        return new CrashOccurrence(
                "01jdcb3v5k0000000000000000",
                1,
                at.toString(),
                "lb-0",
                null,
                null,
                null,
                "SIGSEGV",
                null,
                null,
                List.of("core: none", "words: none"),
                "file:///srv/core.zst",
                null,
                null);
    }
}
