package dev.corewatch.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TestimonyTest {

    @Test
    void cutsALongLineBetweenWordsSoThatNoHalfOfATokenPassesTheRedaction() {
        var line = "corrupt " + "x ".repeat(140) + "q83vASNFZ4mUx0q83vASNFZ4mUx0";

        var testimony = Testimony.ofKernel(7, "haproxy", CrashKind.UNKNOWN, null, null, line);

        assertThat(testimony.lines()).isEqualTo(List.of(line.substring(0, 287)));
        assertThat(testimony.with(List.of("y".repeat(400))).lines()).containsExactly("");
    }
}
