package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessEntryTest {

    private static final String REST = " S 1 12 12 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 4 0 8742 1 2 3";

    @Test
    void readsALineOfStat() {
        assertThat(ProcessEntry.parse("12 (haproxy)" + REST))
                .contains(new ProcessEntry(12, "haproxy", 'S', 1, 4, 8742));
    }

    @Test
    void isNotFooledByACommandThatLooksLikeFields() {
        assertThat(ProcessEntry.parse("12 (a) Z 99 (b)" + REST))
                .contains(new ProcessEntry(12, "a) Z 99 (b", 'S', 1, 4, 8742));
    }

    @Test
    void knowsAZombieFromALeaderThatLeftItsThreads() {
        assertThat(new ProcessEntry(1, "x", 'Z', 0, 1, 1).isAlive()).isFalse();
        assertThat(new ProcessEntry(1, "x", 'Z', 0, 3, 1).isAlive()).isTrue();
        assertThat(new ProcessEntry(1, "x", 'D', 0, 1, 1).isAlive()).isTrue();
    }

    @Test
    void takesNothingFromWhatIsNoStat() {
        assertThat(ProcessEntry.parse("")).isEmpty();
        assertThat(ProcessEntry.parse("12 (haproxy) S 1")).isEmpty();
    }
}
