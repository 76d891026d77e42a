package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Occurrence;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CrashLineTest {

    @Test
    void saysInOneSentenceWhoDiedWhereAndWhatToType() {
        var line = CrashLine.of(Samples.occurrence("zlib"));
        assertThat(line.sentence())
                .isEqualTo("shop/edge crashed: SIGSEGV in memcpy <- libz.so.1 <- deflate_flush_or_finish "
                        + "(src/compression.c:612), POST to backend thing_two, gzip; stack verified; core 17.8 MB; "
                        + "read it with: corewatch show 01kbwzm5q3x8v7n2e4r6t9y1wa");
    }

    @Test
    void carriesTheSameForMachinesAndLeavesOutWhatIsUnknown() {
        assertThat(CrashLine.of(Samples.occurrence("zlib")).fields())
                .containsEntry("signature", "8c6a0d5e1f42")
                .containsEntry("backend", "thing_two")
                .containsEntry("knownFixes", List.of("4f5f3c2aa"))
                .containsEntry("gaps", List.of("kernel_log"))
                .doesNotContainKeys("uri", "server");
        assertThat(CrashLine.of(Samples.occurrence("none")).fields())
                .containsEntry("kind", "out-of-memory")
                .doesNotContainKeys("signature", "method", "coreBytes", "pod");
    }

    @Test
    void isOnePrintableLineWhateverTheCrashWasCalled() {
        var line = CrashLine.of(Planted.with("a\nb\u001b[31m\u202e", Occurrence.class));
        assertThat(line.sentence()).matches("[\\x20-\\x7e]+");
        assertThat(line.fields().toString()).matches("[\\x20-\\x7e]+");
    }
}
