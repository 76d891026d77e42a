package dev.corewatch.kernel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kernel.settings.Drift.Policy;
import dev.corewatch.kernel.settings.Drift.Response;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DriftTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final Map<String, String> OURS = Map.of();
    private static final Map<String, String> EVIL = Map.of("core_pattern", "|/evil");
    private static final Map<String, String> APPORT = Map.of("core_pattern", "|/apport");

    @Test
    void putsBackEachTimeThatItIsSetAgain() {
        var drift = new Drift(Policy.HOLD);
        assertThat(drift.to(OURS, NOW)).isEqualTo(Response.NONE);
        assertThat(drift.to(EVIL, NOW)).isEqualTo(Response.PUT_BACK);
        drift.putBack();
        assertThat(drift.to(EVIL, NOW)).isEqualTo(Response.PUT_BACK);
        assertThat(drift.count()).isEqualTo(2);
    }

    @Test
    void doesNotTryAgainAtEachLookWhatFailed() {
        var drift = new Drift(Policy.HOLD);
        assertThat(drift.to(EVIL, NOW)).isEqualTo(Response.PUT_BACK);
        assertThat(drift.to(EVIL, NOW.plusSeconds(59))).isEqualTo(Response.NONE);
        assertThat(drift.to(EVIL, NOW.plusSeconds(60))).isEqualTo(Response.PUT_BACK);
        assertThat(drift.count()).isEqualTo(1);
    }

    @Test
    void endsAFightForTheRestOfAMinute() {
        var drift = new Drift(Policy.HOLD);
        for (int i = 0; i < 10; i++) {
            assertThat(drift.to(EVIL, NOW)).isEqualTo(Response.PUT_BACK);
            drift.putBack();
        }
        assertThat(drift.to(EVIL, NOW)).isEqualTo(Response.LEAVE_FOR_NOW);
        assertThat(drift.to(APPORT, NOW.plusSeconds(59))).isEqualTo(Response.NONE);
        assertThat(drift.count()).isEqualTo(12);
        assertThat(drift.to(APPORT, NOW.plusSeconds(60))).isEqualTo(Response.PUT_BACK);
        assertThat(drift.count()).isEqualTo(12);
    }

    @Test
    void yieldsOnceUntilItIsOursAgain() {
        var drift = new Drift(Policy.YIELD);
        assertThat(drift.to(EVIL, NOW)).isEqualTo(Response.LEAVE);
        assertThat(drift.to(EVIL, NOW)).isEqualTo(Response.NONE);
        assertThat(drift.to(APPORT, NOW)).isEqualTo(Response.NONE);
        assertThat(drift.to(OURS, NOW)).isEqualTo(Response.NONE);
        assertThat(drift.to(APPORT, NOW)).isEqualTo(Response.LEAVE);
        assertThat(drift.count()).isEqualTo(2);
    }
}
