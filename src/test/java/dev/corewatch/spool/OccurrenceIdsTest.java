package dev.corewatch.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.OccurrenceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OccurrenceIdsTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final OccurrenceIds ids = new OccurrenceIds(now::get, new Random(1));

    @Test
    void hasTheTimeInItsFirstTenCharacters() {
        var epoch = new OccurrenceIds(InstantSource.fixed(Instant.EPOCH.plusMillis(33)), new Random(1));
        assertThat(epoch.next()).startsWith("0000000011").hasSize(26).matches(OccurrenceId::isId);
    }

    @Test
    void sortsByTimeAndWithinAMillisecondByOrder() {
        var made = Stream.generate(() -> {
                    now.updateAndGet(t -> t.plusNanos(300_000));
                    return ids.next();
                })
                .limit(1000)
                .toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void goesOnUpwardsWhenTheClockIsSetBack() {
        var before = ids.next();
        now.set(NOON.minusSeconds(3600));
        assertThat(ids.next()).isGreaterThan(before);
    }

    @Test
    void differsBetweenProcessesOfTheSameMillisecond() {
        assertThat(new OccurrenceIds(now::get, new Random(2)).next()).isNotEqualTo(ids.next());
    }

    @Test
    void takesNoPathForAnId() {
        assertThat(OccurrenceId.isId("../../../../../etc/passwd0")).isFalse();
        assertThat(OccurrenceId.isId("01JDCB3V5K0000000000000000")).isFalse();
    }
}
