package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The systemd units, as systemd-analyze(1) reads them. */
final class UnitsIT {

    @TempDir
    Path dir;

    @BeforeEach
    void install() throws IOException {
        for (var unit : Unit.values()) {
            Files.writeString(
                    dir.resolve(unit.fileName()),
                    unit.text().replace("/opt/corewatch/", Path.of("target").toAbsolutePath() + "/"));
        }
    }

    @Test
    void areUnderstood() throws Exception {
        assertThat(analyze("verify", "--man=no", file(Unit.AGENT), file(Unit.GUARD)))
                .isEmpty();
    }

    /** The exposure is of 100 here; docs/agent.md tells it of 10. */
    @ParameterizedTest
    @CsvSource({"AGENT, 44", "GUARD, 17"})
    void exposeNoMoreThanTheyMust(Unit unit, int most) throws Exception {
        assertThat(analyze("security", "--offline=true", "--no-pager", "--threshold=" + most, file(unit)))
                .contains("Overall exposure level");
    }

    private String file(Unit unit) {
        return dir.resolve(unit.fileName()).toString();
    }

    private static String analyze(String... words) throws Exception {
        return RealContainers.output(Stream.concat(Stream.of("systemd-analyze"), Arrays.stream(words))
                .toArray(String[]::new));
    }
}
