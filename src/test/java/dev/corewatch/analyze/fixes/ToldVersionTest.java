package dev.corewatch.analyze.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ToldVersionTest {

    @ParameterizedTest
    @CsvSource({
        "2.6.12, 2.6.12,",
        "v2.6.12, 2.6.12,",
        "2.8-dev4, 2.8-dev4,",
        "HAProxy version 2.6.12-1+deb12u1 2023/12/16 - https://haproxy.org/, 2.6.12, 2023-12-16",
        "HA-Proxy version 1.6.3 2015/12/25, 1.6.3, 2015-12-25",
        "haproxy version is 2.9.1-f72603c, 2.9.1,",
        "2.8.6-f6bd011 2024/13/45, 2.8.6,"
    })
    void readsAVersionAsItIsPrinted(String text, String version, @Nullable LocalDate made) {
        var told = ToldVersion.asked(text).orElseThrow();

        assertThat(told.exact()).hasToString(version);
        assertThat(told.made()).isEqualTo(made);
    }

    @Test
    void readsTheFirstLineOfWhatHaproxyPrints() {
        var told = ToldVersion.asked(
                "HAProxy version 3.0.11 2025/06/02 - https://haproxy.org/\nStatus: long-term\n2.2.1\n");

        assertThat(told.orElseThrow().exact()).hasToString("3.0.11");
    }

    @Test
    void knowsASeriesToBeNoRelease() {
        for (var text : new String[] {"3.0", "3.0-dev", "3.0.x"}) {
            var told = ToldVersion.asked(text).orElseThrow();
            assertThat(told.exact()).isNull();
            assertThat(told.oldest()).hasToString("3.0");
        }
    }

    @Test
    void keepsBothSeriesOfWhatNamesTwo() {
        var told = ToldVersion.of("1.6.x/1.7-dev3");

        assertThat(told.oldest()).hasToString("1.6");
        assertThat(told.newest()).hasToString("1.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "latest", "haproxy", "2", "2.6.12.4", "1.6 or 1.7", "nginx/1.25.3"})
    void isNotAskedAboutWhatIsNoVersion(String text) {
        assertThat(ToldVersion.asked(text)).isEmpty();
    }
}
