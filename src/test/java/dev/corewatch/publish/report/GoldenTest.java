package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every renderer's output on the samples is what src/test/resources/publish/golden holds. After a wanted change:
 * {@code UPDATE_DOCS=1 scripts/maven test -Dtest=GoldenTest}, then read the diff.
 */
final class GoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/publish/golden");

    @ParameterizedTest
    @ValueSource(strings = {"zlib", "truncated", "none"})
    void rendersAReportInEveryFormatAsCommitted(String sample) throws IOException {
        var report = Samples.report(sample);
        same(sample + ".txt", ReportFormat.TEXT.render(report, Look.PLAIN));
        same(sample + ".report.json", ReportFormat.JSON.render(report, Look.PLAIN));
        same(sample + ".md", ReportFormat.MARKDOWN.render(report, Look.PLAIN));
        same(sample + ".html", ReportFormat.HTML.render(report, Look.PLAIN));
        same(sample + ".bug.md", BugReport.render(report));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zlib", "truncated", "none"})
    void showsAnOccurrenceAsCommitted(String sample) throws IOException {
        var occurrence = Samples.occurrence(sample);
        same(sample + ".show.txt", new TextReport(Look.PLAIN).render(occurrence, Samples.NOW));
        same(sample + ".show-all.120.txt", new TextReport(new Look(120, false), true).render(occurrence, Samples.NOW));
        same(sample + ".colour.txt", new TextReport(new Look(80, true)).render(occurrence, Samples.NOW));
    }

    @Test
    void listsAsCommitted() throws IOException {
        var old = Samples.group("zlib", 412, Duration.ofDays(3));
        var known = Samples.group("truncated", 1, Duration.ZERO).acknowledge("waits for 2.6.13");
        same("groups.txt", new GroupTable(Look.PLAIN).render(List.of(known, old), Samples.NOW));
        var occurrences =
                List.of(Samples.occurrence("zlib"), Samples.occurrence("truncated"), Samples.occurrence("none"));
        same("occurrences.txt", new OccurrenceTable(Look.PLAIN).render(occurrences, Samples.NOW));
    }

    private static void same(String name, String rendered) throws IOException {
        var file = GOLDEN.resolve(name);
        if (System.getenv("UPDATE_DOCS") != null) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, rendered);
        }
        assertThat(rendered)
                .as(file + "; run UPDATE_DOCS=1 scripts/maven test -Dtest=GoldenTest and read the diff")
                .isEqualTo(Files.readString(file));
    }
}
