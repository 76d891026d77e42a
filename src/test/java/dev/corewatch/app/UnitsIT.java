package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.lab.RealContainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The systemd units, as systemd-analyze(1) reads them. */
final class UnitsIT {

    private static final List<String> UNITS = List.of("corewatch-agent.service", "corewatch-guard.service");

    @TempDir
    Path dir;

    @BeforeEach
    void install() throws IOException {
        for (var unit : UNITS) {
            var text = Files.readString(Path.of("src/main/systemd", unit));
            Files.writeString(
                    dir.resolve(unit),
                    text.replace("/opt/corewatch/", Path.of("target").toAbsolutePath() + "/"));
        }
    }

    @Test
    void areUnderstood() throws Exception {
        assertThat(analyze("verify", "--man=no", unit(0), unit(1))).isEmpty();
    }

    /** The exposure is of 100 here; docs/agent.md tells it of 10. */
    @ParameterizedTest
    @CsvSource({"0, 44", "1, 17"})
    void exposeNoMoreThanTheyMust(int unit, int most) throws Exception {
        assertThat(analyze("security", "--offline=true", "--no-pager", "--threshold=" + most, unit(unit)))
                .contains("Overall exposure level");
    }

    private String unit(int number) {
        return dir.resolve(UNITS.get(number)).toString();
    }

    private static String analyze(String... words) throws Exception {
        return RealContainers.output(Stream.concat(Stream.of("systemd-analyze"), Arrays.stream(words))
                .toArray(String[]::new));
    }
}
