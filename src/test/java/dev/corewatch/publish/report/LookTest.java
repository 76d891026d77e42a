package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class LookTest {

    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void coloursOnlyATerminal() {
        assertThat(Look.of(true, XTERM, 100)).isEqualTo(new Look(100, true));
        assertThat(Look.of(false, XTERM, 100)).isEqualTo(new Look(80, false));
        assertThat(Look.of(true, Map.of("TERM", "dumb"), 0)).isEqualTo(new Look(80, false));
    }

    @Test
    void neverColoursWithNoColorButAnEmptyOneDoesNotCount() {
        assertThat(Look.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1"), 80).colour())
                .isFalse();
        assertThat(Look.of(true, Map.of("TERM", "xterm", "NO_COLOR", ""), 80).colour())
                .isTrue();
    }

    @Test
    void keepsWidthsReadable() {
        assertThat(Look.of(true, XTERM, 20).width()).isEqualTo(60);
        assertThat(Look.of(true, XTERM, 400).width()).isEqualTo(140);
    }
}
