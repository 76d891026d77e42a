package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AmountTest {

    @Test
    void saysSizesInTheUnitThatFits() {
        assertThat(Amount.bytes(1)).isEqualTo("1 byte");
        assertThat(Amount.bytes(999)).isEqualTo("999 bytes");
        assertThat(Amount.bytes(1000)).isEqualTo("1.0 kB");
        assertThat(Amount.bytes(17_825_792)).isEqualTo("17.8 MB");
        assertThat(Amount.bytes(999_999_999)).isEqualTo("1.0 GB");
        assertThat(Amount.bytes(Long.MAX_VALUE)).endsWith(" TB");
    }

    @Test
    void saysTheTwoLargestUnitsOfADuration() {
        assertThat(Amount.duration(Duration.ofSeconds(7))).isEqualTo("7 s");
        assertThat(Amount.duration(Duration.ofSeconds(253))).isEqualTo("4 min 13 s");
        assertThat(Amount.duration(Duration.ofHours(76))).isEqualTo("3 d 4 h");
        assertThat(Amount.duration(Duration.ofHours(2))).isEqualTo("2 h");
    }

    @Test
    void saysHowLongAgoAndNothingOfTheFuture() {
        var now = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(Amount.ago(now.minusSeconds(253), now)).isEqualTo("4 min ago");
        assertThat(Amount.ago(now.plusSeconds(5), now)).isEqualTo("just now");
    }
}
