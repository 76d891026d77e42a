package dev.corewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WhenTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-23T15:12:44.125380+00:00 | 2026-11-23T15:12:44.125380Z
            2026-11-23T16:12:44,125380+01:00 | 2026-11-23T15:12:44.125380Z
            2026-11-23T15:12:44+0000         | 2026-11-23T15:12:44Z
            2026-11-23T15:12:44.1Z           | 2026-11-23T15:12:44.100Z
            1795446764.125380                | 2026-11-23T15:12:44Z
            1795446764125                    | 2026-11-23T15:12:44.125Z
            1795446764125380                 | 2026-11-23T15:12:44.125380Z
            1795446764125380000              | 2026-11-23T15:12:44.125380Z
            4023.529363                      | 4023.529363 s after boot
            Nov 23 15:12:44                  | Nov 23 15:12:44
            2026-11-23T15:12:44              | 2026-11-23T15:12:44
            """)
    void readsTheTimesThatLogsHave(String raw, String text) {
        var when = When.of(raw);

        assertThat(when).isNotNull().extracting(When::text).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "+0.000003"})
    void knowsNoTime(String raw) {
        assertThat(When.of(raw)).isNull();
    }

    @Test
    void knowsNoTimeInAnythingLong() {
        assertThat(When.of("2".repeat(65))).isNull();
    }
}
