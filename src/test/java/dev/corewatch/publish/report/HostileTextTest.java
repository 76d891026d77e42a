package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HostileTextTest {

    private static final String CLEAN = "(?s)[\\n\\x20-\\x7e]*";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J\u001b]0;title\u0007",
                "line\nbreak\r\ttab",
                "\u202ereversed\u2066isolated",
                "zero\u200bwidth\ufeffbom\u0301\u20dd",
                "\u2028\u2029\u0085\u009b31m\u007f\u0000",
                "\ud800lone",
                "nbsp\u00a0"
            })
    void noFieldBringsAnythingButPrintableTextToTheTerminal(String hostile) {
        var report = Planted.with("x" + hostile + "y", Report.class);
        var occurrence = Planted.with("x" + hostile + "y", Occurrence.class);
        assertThat(new TextReport(Look.PLAIN).render(report)).matches(CLEAN);
        assertThat(new TextReport(Look.PLAIN, true).render(report)).matches(CLEAN);
        assertThat(new TextReport(Look.PLAIN).render(occurrence, Samples.NOW)).matches(CLEAN);
        assertThat(Headline.of(report)).matches(CLEAN).doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 133})
    void noLineIsLongerThanTheWidthHoweverLongTheNames(int width) {
        var wide = Planted.with("\u6f22\u5b57/".repeat(3000), Occurrence.class);
        var longest = Planted.with("a".repeat(100_000), Occurrence.class);
        var look = new Look(width, false);
        for (var text : new String[] {
            new TextReport(look, true).render(wide, Samples.NOW), new TextReport(look).render(longest, Samples.NOW)
        }) {
            assertThat(text.lines().mapToInt(Columns::width).max().orElseThrow())
                    .isLessThanOrEqualTo(width);
            assertThat(text.length()).isLessThan(50_000);
        }
    }
}
