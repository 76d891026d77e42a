package dev.corewatch.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.spool.Admission.Arrival;
import org.junit.jupiter.api.Test;

final class AdmissionTest {

    private static final SpoolLimits LIMITS = new SpoolLimits(100, 1000, 50, 3);

    @Test
    void letsInWhatFitsExactly() {
        var arrival = new Arrival(100, 100, 100, 900, 150, 2);
        assertThat(Admission.refusal(arrival, LIMITS)).isNull();
        assertThat(arrival.excess(LIMITS)).isZero();
        assertThat(Admission.noRoom(arrival, LIMITS)).isNull();
    }

    @Test
    void refusesACoreLargerThanTheLimitEvenIfItIsMostlyHoles() {
        assertThat(Admission.refusal(new Arrival(101, 1, 1, 0, 9999, 0), LIMITS))
                .isEqualTo(CoreGone.TOO_LARGE);
    }

    @Test
    void refusesTheFourthCoreOfAMinute() {
        assertThat(Admission.refusal(new Arrival(1, 1, 1, 0, 9999, 3), LIMITS)).isEqualTo(CoreGone.TOO_FREQUENT);
    }

    @Test
    void saysHowManyBytesMustGoBeforeItFits() {
        assertThat(new Arrival(100, 100, 100, 930, 9999, 0).excess(LIMITS)).isEqualTo(30);
        assertThat(new Arrival(100, 100, 100, 0, 120, 0).excess(LIMITS)).isEqualTo(30);
    }

    @Test
    void aCoreRenamedIntoTheSpoolTakesNoNewSpace() {
        assertThat(new Arrival(100, 100, 0, 0, 50, 0).excess(LIMITS)).isZero();
    }

    @Test
    void tellsAFullSpoolFromALowDisk() {
        assertThat(Admission.noRoom(new Arrival(100, 100, 100, 901, 9999, 0), LIMITS))
                .isEqualTo(CoreGone.SPOOL_FULL);
        assertThat(Admission.noRoom(new Arrival(100, 100, 100, 0, 149, 0), LIMITS))
                .isEqualTo(CoreGone.DISK_LOW);
    }
}
