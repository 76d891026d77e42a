package dev.corewatch.capture.file;

import static dev.corewatch.capture.file.Liveness.State.ALIVE;
import static dev.corewatch.capture.file.Liveness.State.GONE;
import static dev.corewatch.capture.file.Liveness.State.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreFacts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ReadinessTest {

    private static final CoreFacts WHOLE = new CoreFacts(100, true, 0, false, null);
    private static final CoreFacts CUT = new CoreFacts(60, false, 40, false, "cut");

    @Test
    void aWholeCoreIsTakenAtOnce() {
        assertThat(decide(WHOLE, ALIVE, 0)).isEqualTo(Readiness.WHOLE);
    }

    @Test
    void aCutCoreIsTakenWhenItsProcessIsGone() {
        assertThat(decide(CUT, GONE, 0)).isEqualTo(Readiness.ABANDONED);
    }

    @Test
    void aCutCoreIsNotTakenWhileItMayBeWritten() {
        assertThat(decide(CUT, ALIVE, 9)).isEqualTo(Readiness.GROWING);
        assertThat(decide(CUT, UNKNOWN, 9)).isEqualTo(Readiness.GROWING);
    }

    @Test
    void aCutCoreIsTakenWhenItHasNotChangedForLong() {
        assertThat(decide(CUT, ALIVE, 10)).isEqualTo(Readiness.SETTLED);
        assertThat(decide(CUT, UNKNOWN, 10)).isEqualTo(Readiness.SETTLED);
    }

    private static Readiness decide(CoreFacts facts, Liveness.State state, int seconds) {
        return Readiness.of(facts, state, Duration.ofSeconds(seconds), Duration.ofSeconds(10));
    }
}
