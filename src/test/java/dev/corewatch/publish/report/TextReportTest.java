package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Stack;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TextReportTest {

    @Test
    void doesNotMentionWhatIsUnknown() {
        var text = new TextReport(Look.PLAIN).render(Samples.report("none"));
        assertThat(text).doesNotContainIgnoringCase("null").doesNotContainIgnoringCase("unknown");
        assertThat(text).doesNotContain("Request", "Process", "Signature", "Core", "Known fixes", "Other threads");
    }

    @Test
    void coloursChangeNothingButTheColours() {
        for (var sample : List.of("zlib", "truncated", "none")) {
            var plain = new TextReport(Look.PLAIN).render(Samples.report(sample));
            var coloured = new TextReport(new Look(80, true)).render(Samples.report(sample));
            assertThat(coloured).contains("\u001b[1;31m");
            assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +\n", "\n"))
                    .isEqualTo(plain);
        }
    }

    @Test
    void leavesOutTheMiddleOfAVeryDeepStackUnlessAskedForAll() {
        var frames = IntStream.range(0, 200)
                .mapToObj(i -> Frame.of(i, "recurse" + i, "/usr/sbin/haproxy"))
                .toList();
        var deep = with(new Stack(Stack.Trust.PARTIAL, List.of(), 1, frames));
        assertThat(new TextReport(Look.PLAIN).render(deep))
                .contains("recurse23", "... 168 frames more ...", "recurse192")
                .doesNotContain("recurse24 ", "recurse191 ");
        assertThat(new TextReport(Look.PLAIN, true).render(deep)).contains("recurse24 ", "recurse191 ");
    }

    private static Report with(Stack stack) {
        return new Report(
                1,
                CrashKind.STACK_OVERFLOW,
                false,
                null,
                null,
                stack,
                null,
                null,
                null,
                List.of(),
                List.of(),
                "gdb",
                List.of(),
                List.of(),
                List.of());
    }
}
