package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.GroupHistory;
import dev.corewatch.crash.Occurrence;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListsTest {

    @Test
    void putsTheLatestFirstAndTheAcknowledgedLast() {
        var acknowledged = Samples.group("truncated", 9, Duration.ZERO).acknowledge(null);
        var open = Samples.group("zlib", 1, Duration.ZERO);
        var text = new GroupTable(Look.PLAIN).render(List.of(acknowledged, open), Samples.NOW);
        assertThat(text.indexOf("8c6a0d5e1f42")).isLessThan(text.indexOf("0a1b2c3d4e5f"));
        assertThat(text).contains("default/haproxy, acknowledged\n");
    }

    @Test
    void saysThatThereIsNothing() {
        assertThat(new GroupTable(Look.PLAIN).render(List.of(), Samples.NOW)).isEqualTo("No crashes are known.\n");
        assertThat(new OccurrenceTable(Look.PLAIN).render(List.of(), Samples.NOW))
                .isEqualTo("No crashes are known.\n");
    }

    @Test
    void staysPrintableAndWithinTheWidth() {
        for (var hostile : List.of("a\n\u001b[2J\u202e", "long".repeat(5000))) {
            var groups = List.of(Planted.with(hostile, Group.class).acknowledge(hostile));
            var occurrences = List.of(Planted.with(hostile, Occurrence.class));
            var history = Planted.with(hostile, GroupHistory.class);
            var text = new GroupTable(Look.PLAIN).render(groups, Samples.NOW)
                    + new GroupTable(Look.PLAIN).renderHistories(List.of(history), Samples.NOW)
                    + new SightingTable(Look.PLAIN).render(List.of(history), Samples.NOW)
                    + new HistoryReport(Look.PLAIN, _ -> true).render(history, Samples.NOW)
                    + new OccurrenceTable(Look.PLAIN).render(occurrences, Samples.NOW);
            assertThat(text).matches("(?s)[\\n\\x20-\\x7e]+");
            assertThat(text.lines().mapToInt(Columns::width).max().orElseThrow())
                    .isLessThanOrEqualTo(80);
        }
    }
}
