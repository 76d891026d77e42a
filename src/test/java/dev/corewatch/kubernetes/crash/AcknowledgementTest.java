package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.CrashStatus.Reopened;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AcknowledgementTest {

    private static final Instant DEATH = Instant.parse("2026-11-26T01:02:03Z");

    @Test
    void nobodySaidAnything() {
        assertThat(Acknowledgement.of(crash(null, null, 1))).isEqualTo(Acknowledgement.NO);
        assertThat(Acknowledgement.of(crash(false, null, 1))).isEqualTo(Acknowledgement.NO);
        assertThat(Acknowledgement.reopens(crash(null, null, 1), "2.8.3", DEATH))
                .isEmpty();
    }

    @Test
    void aCrashInAnOlderVersionIsKnown() {
        var crash = crash(true, "2.6.13", 2);

        assertThat(Acknowledgement.of(crash)).isEqualTo(Acknowledgement.YES);
        assertThat(Acknowledgement.reopens(crash, "2.6.12-1+deb12u3", DEATH)).isEmpty();
        assertThat(Acknowledgement.reopens(crash, null, DEATH)).isEmpty();
        assertThat(Acknowledgement.reopens(crash, "no version", DEATH)).isEmpty();
    }

    @Test
    void aCrashInAVersionThatShouldBeFixedReopens() {
        var crash = crash(true, "2.6.13", 2);

        var reopened = Acknowledgement.reopens(crash, "2.6.13-1", DEATH).orElseThrow();

        assertThat(reopened).isEqualTo(new Reopened("2026-11-26T01:02:03Z", "2.6.13-1", 2));
        assertThat(Acknowledgement.of(reopened(crash, reopened))).isEqualTo(Acknowledgement.REOPENED);
    }

    @Test
    void onlyTheFirstSuchCrashReopens() {
        var crash = reopened(crash(true, "2.6.13", 2), new Reopened(DEATH.toString(), "2.6.13", 2));

        assertThat(Acknowledgement.reopens(crash, "2.6.14", DEATH)).isEmpty();
    }

    @Test
    void aPersonsNextChangeAcknowledgesItAnew() {
        var crash = reopened(crash(true, "2.6.15", 3), new Reopened(DEATH.toString(), "2.6.13", 2));

        assertThat(Acknowledgement.of(crash)).isEqualTo(Acknowledgement.YES);
        assertThat(Acknowledgement.reopens(crash, "2.6.14", DEATH)).isEmpty();
        assertThat(Acknowledgement.reopens(crash, "2.6.15", DEATH)).isPresent();
    }

    @Test
    void withoutAFixedVersionItStaysKnown() {
        assertThat(Acknowledgement.reopens(crash(true, null, 1), "9.9.9", DEATH))
                .isEmpty();
    }

    private static HAProxyCrash crash(@Nullable Boolean acknowledged, @Nullable String fixedIn, long generation) {
        var crash = new HAProxyCrash();
        crash.setMetadata(new ObjectMetaBuilder().withGeneration(generation).build());
        crash.setSpec(new CrashSpec(
                new WorkloadRef("apps/v1", "Deployment", "edge"),
                "haproxy",
                "abc",
                "SIGSEGV",
                acknowledged,
                null,
                fixedIn,
                null));
        return crash;
    }

    private static HAProxyCrash reopened(HAProxyCrash crash, Reopened reopened) {
        crash.setStatus(new CrashStatus(
                null, null, 1, 0, null, null, "yes", reopened, null, null, null, null, null, null, null));
        return crash;
    }
}
