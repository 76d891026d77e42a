package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every renderer's output on the samples is what src/test/resources/publish/golden holds. After a wanted change:
 * {@code ./mvnw test -Dtest=GoldenTest -Dgolden.write=true}, then read the diff.
 */
final class GoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/publish/golden");

    @ParameterizedTest
    @ValueSource(strings = {"zlib", "truncated", "none"})
    void rendersTheSamplesAsCommitted(String sample) throws IOException {
        var report = Samples.report(sample);
        var occurrence = Samples.occurrence(sample);
        same(sample + ".txt", new TextReport(Look.PLAIN).render(report));
        same(sample + ".show.txt", new TextReport(Look.PLAIN).render(occurrence, Samples.NOW));
        same(sample + ".all-threads.120.txt", new TextReport(new Look(120, false), true).render(report));
        same(sample + ".ansi.txt", new TextReport(new Look(80, true)).render(report));
    }

    private static void same(String name, String rendered) throws IOException {
        var file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, rendered);
        }
        assertThat(file).as("run with -Dgolden.write=true and read the diff").hasContent(rendered);
    }
}
