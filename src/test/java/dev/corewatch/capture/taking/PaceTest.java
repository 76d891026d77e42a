package dev.corewatch.capture.taking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PaceTest {

    private static final long GIGABYTE = 1_000_000_000;

    @Test
    void learnsFromWhatCame() {
        var pace = new Pace();
        var first = pace.of(GIGABYTE);
        for (int i = 0; i < 20; i++) {
            pace.learn(GIGABYTE, Duration.ofSeconds(10));
        }

        assertThat(first).isBetween(Duration.ofMillis(500), Duration.ofSeconds(3));
        assertThat(pace.of(GIGABYTE)).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(11));
    }

    @Test
    void doesNotLearnFromSmallOnes() {
        var pace = new Pace();
        var before = pace.of(GIGABYTE);
        pace.learn(1000, Duration.ofSeconds(10));
        pace.learn(GIGABYTE, Duration.ZERO);

        assertThat(pace.of(GIGABYTE)).isEqualTo(before);
    }
}
