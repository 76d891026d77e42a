package dev.corewatch.kubernetes.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DistanceTest {

    @ParameterizedTest
    @CsvSource({"edge, edge, 0", "egde, edge, 2", "edg, edge, 1", "'', edge, 4", "kitten, sitting, 3"})
    void countsWhatWasMistyped(String typed, String name, int distance) {
        assertThat(Distance.between(typed, name)).isEqualTo(distance);
    }
}
