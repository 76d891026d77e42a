package dev.corewatch.capture.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RuntimeLineTest {

    private static final Instant TIME = Instant.parse("2026-11-25T22:30:00.123456789Z");

    @Test
    void readsALineOfTheCri() {
        assertThat(RuntimeLine.parse("2026-11-25T22:30:00.123456789Z stderr F [ALERT]    (1) : Current worker (8)"))
                .isEqualTo(new RuntimeLine(TIME, true, "[ALERT]    (1) : Current worker (8)", true));
    }

    @Test
    void readsALineOfTheCriInLocalTimeThatGoesOn() {
        assertThat(RuntimeLine.parse("2026-11-26T00:30:00.123456789+02:00 stdout P half "))
                .isEqualTo(new RuntimeLine(TIME, false, "half ", false));
    }

    @Test
    void readsALineOfDockers() {
        assertThat(RuntimeLine.parse("""
                {"log":"FATAL: bug condition \\"one \\u003e zero\\"\\n","stream":"stderr","time":"2026-11-25T22:30:00.123456789Z"}\
                """))
                .isEqualTo(new RuntimeLine(TIME, true, "FATAL: bug condition \"one > zero\"", true));
    }

    @Test
    void readsALineOfDockersThatGoesOn() {
        assertThat(RuntimeLine.parse("""
                {"log":"half ","stream":"stdout","attrs":{"a":"b"},"time":"2026-11-25T22:30:00.123456789Z"}\
                """)).isEqualTo(new RuntimeLine(TIME, false, "half ", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Current worker (8) exited with code 139",
                "2026-11-25T22:30:00.123456789Z stderr",
                "2026-13-25T22:30:00.123456789Z stderr F text",
                "2026-11-25T22:30:00.123456789Z stdin F text",
                "{\"log\":\"cut",
                "{\"log\":5,\"time\":\"2026-11-25T22:30:00.123456789Z\"}",
                "{\"log\":\"x\\n\",\"stream\":\"stderr\"}"
            })
    void takesNothingElseForALine(String line) {
        assertThat(RuntimeLine.parse(line)).isNull();
    }
}
