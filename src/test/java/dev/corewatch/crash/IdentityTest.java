package dev.corewatch.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class IdentityTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void samePidAndStartTimeInOneContainerIsOneDeathWhateverTheClockSays() {
        var core = new Identity("b", "c1", 7, 4711L, null, NOON);
        var status = new Identity("b", "c1", 7, 4711L, 300, NOON.plusSeconds(60));
        assertThat(core.isSameAs(status)).isTrue();
    }

    @Test
    void aReusedPidIsAnotherDeath() {
        var first = new Identity("b", "c1", 7, 4711L, null, NOON);
        var second = new Identity("b", "c1", 7, 9999L, null, NOON);
        assertThat(first.isSameAs(second)).isFalse();
    }

    @Test
    void withoutStartTimesDeathsTwoSecondsApartAreOne() {
        var core = new Identity(null, "c1", 7, null, null, NOON);
        assertThat(core.isSameAs(new Identity(null, "c1", null, null, null, NOON.plusSeconds(2))))
                .isTrue();
        assertThat(core.isSameAs(new Identity(null, "c1", null, null, null, NOON.plusSeconds(3))))
                .isFalse();
    }

    @Test
    void anotherContainerIsAnotherDeath() {
        var one = new Identity(null, "c1", 7, 1L, null, NOON);
        assertThat(one.isSameAs(new Identity(null, "c2", 7, 1L, null, NOON))).isFalse();
    }

    @Test
    void nothingInCommonIsNoProof() {
        assertThat(new Identity("b", "c", null, null, null, null)
                        .isSameAs(new Identity("b", "c", null, null, null, null)))
                .isFalse();
    }
}
