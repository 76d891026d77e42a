package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.app.Incoming.Arrival;
import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Placement;
import dev.corewatch.identity.Victim;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IncomingTest {

    @TempDir
    Path dir;

    @Test
    void knowsWhoseCoreIsOnItsWay() throws IOException {
        var incoming = new Incoming(dir.resolve("incoming"));
        var draft = incoming.begin(arrival());
        assertThat(incoming.has(70, 800)).isFalse();
        draft.announce();
        assertThat(incoming.has(70, 800)).isTrue();
        assertThat(incoming.has(70, 801)).isFalse();
        draft.remove();
        assertThat(incoming.has(70, 800)).isFalse();
    }

    @Test
    void knowsItOfThoseThatAKilledAgentLeft() throws IOException {
        new Incoming(dir.resolve("incoming")).begin(arrival()).announce();
        var incoming = new Incoming(dir.resolve("incoming"));
        var left = incoming.left();

        assertThat(left).extracting(draft -> draft.arrival().victim().hostPid()).containsExactly(70);
        assertThat(incoming.has(70, 800)).isTrue();
        left.getFirst().leave();
        assertThat(incoming.has(70, 800)).isFalse();
    }

    private static Arrival arrival() {
        var victim = new Victim(70, 7, 800, 0, "haproxy", "/haproxy", Placement.of(List.of()), Map.of());
        return new Arrival(victim, new Workload("n", "w", "c", null, null, null), Instant.EPOCH);
    }
}
