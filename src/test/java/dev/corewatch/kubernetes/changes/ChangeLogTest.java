package dev.corewatch.kubernetes.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.changes.Change.Subject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ChangeLogTest {

    private static final Instant NOW = Instant.parse("2026-11-26T01:30:00Z");

    @Test
    void theOldestMakeRoom() {
        var log = new ChangeLog(2);

        log.add(change(1));
        log.add(change(2));
        log.add(change(3));

        assertThat(log.between(NOW, NOW.plusSeconds(3))).containsExactly(change(2), change(3));
        assertThat(log.between(NOW, NOW.plusSeconds(2))).containsExactly(change(2));
    }

    private static Change change(int seconds) {
        return new Change(new Subject("deployment", "shop", "edge"), NOW.plusSeconds(seconds), "a change");
    }
}
