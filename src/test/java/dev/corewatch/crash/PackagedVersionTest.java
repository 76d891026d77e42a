package dev.corewatch.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PackagedVersionTest {

    @ParameterizedTest
    @CsvSource({
        "2.6.13, 2.6.13",
        "2.6.14, 2.6.13",
        "2.8.0, 2.6.13",
        "2.10.0, 2.9.7",
        "2.8.0, 2.8",
        "3.1-dev10, 3.1-dev5",
        "3.1.0, 3.1-dev12",
        "2.6.13-1+deb12u1, 2.6.13",
        "2.6.13-f6bd011, v2.6.13",
        "2.6.12-1+deb12u3, 2.6.12-1+deb12u3",
        "2.6.12-1+deb12u10, 2.6.12-1+deb12u9",
        "2.6.12-1+deb12u1 2023/12/16, 2.6.12-1+deb12u1",
        "2.6.12-1, 2.6.12-1~bpo11+1",
        "2.8.5-1ubuntu3.2, 2.8.5-1ubuntu3",
        "2.8.14-1.el9_4.1, 2.8.14-1.el9",
    })
    void isAtOrAfterAnother(String version, String fixedIn) {
        assertThat(isAtOrAfter(version, fixedIn)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2.6.12, 2.6.13",
        "2.6.12-9+deb12u3, 2.6.13",
        "3.1-dev5, 3.1.0",
        "3.1-dev5, 3.1",
        "2.6.12-1+deb12u2, 2.6.12-1+deb12u3",
        "2.6.12-1~bpo11+1, 2.6.12-1",
    })
    void isBeforeAnother(String version, String fixedIn) {
        assertThat(isAtOrAfter(version, fixedIn)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2.6.12, 2.6.12-1+deb12u3", "2.6.12-f6bd011, 2.6.12-1+deb12u3", "2.8.6-f6bd011, 2.8.6-0000aaaa"})
    void isNotSaidToBeLaterWhereThereIsNoOrder(String version, String fixedIn) {
        assertThat(isAtOrAfter(version, fixedIn)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "haproxy", "2", "2.x", "2.6.12.1", "2.6.12345", "99999999999.1"})
    void doesNotGuess(String text) {
        assertThat(PackagedVersion.parse(text)).isEmpty();
    }

    @Test
    void boundsWhatItTakes() {
        assertThat(PackagedVersion.parse("2.6.12-" + "1".repeat(100))).isEmpty();
    }

    private static boolean isAtOrAfter(String version, String fixedIn) {
        return PackagedVersion.parse(version)
                .orElseThrow()
                .isAtOrAfter(PackagedVersion.parse(fixedIn).orElseThrow());
    }
}
