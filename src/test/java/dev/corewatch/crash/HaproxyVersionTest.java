package dev.corewatch.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HaproxyVersionTest {

    @Test
    void followsTheOrderOfHistory() {
        assertThat(version("2.8-dev4")).isLessThan(version("2.8-dev10"));
        assertThat(version("2.8-dev10")).isLessThan(version("2.8.0"));
        assertThat(version("2.8.9")).isLessThan(version("2.8.12"));
        assertThat(version("2.8.12")).isLessThan(version("3.0-dev1"));
        assertThat(HaproxyVersion.tag("3.3")).isLessThan(version("3.3-dev1"));
    }

    @Test
    void readsWhatHaproxyAndDistributionsSay() {
        assertThat(version("2.6.12-1+deb12u1")).isEqualTo(version("2.6.12"));
        assertThat(version("2.8.6-f6bd011")).isEqualTo(version("2.8.6"));
        assertThat(version("2.8-dev4-9fd3a4-12").snapshot()).isTrue();
        assertThat(version("3.1.0+").snapshot()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.6.x",
                "1.6.x/1.7-dev3",
                "2.9/3.0-dev",
                "2.8-dev",
                "2.8",
                "",
                "haproxy",
                "2.2-2.4",
                "2.8-dev (inferred)"
            })
    void doesNotGuess(String text) {
        assertThat(HaproxyVersion.parse(text)).isEmpty();
    }

    private static HaproxyVersion version(String text) {
        return HaproxyVersion.parse(text).orElseThrow();
    }
}
