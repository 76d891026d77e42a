package dev.corewatch.publish.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutboxTest {

    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
    private static final OutboxLimits LIMITS = new OutboxLimits(3, 1000);

    @TempDir
    private Path spool;

    private Outbox outbox = new Outbox(Path.of("none"), LIMITS);

    @BeforeEach
    void open() throws IOException {
        outbox = new Outbox(spool.resolve("reports"), LIMITS);
        outbox.recover();
    }

    @Test
    void givesTheOldestFirst() throws IOException {
        outbox.put("b", bytes("2"));
        outbox.put("a", bytes("1"));

        assertThat(next().id()).isEqualTo("a");
        outbox.delivered(next());
        assertThat(next().id()).isEqualTo("b");
        outbox.delivered(next());
        assertThat(outbox.next(NOW)).isEmpty();
        assertThat(outbox.size()).isZero();
    }

    @Test
    void outlivesItsProcessAndPassesOverWhatIsntItsOwn() throws IOException {
        outbox.put("01k0abcdefghjkmnpqrstvwxy0", bytes("1"));
        outbox.put("01k0abcdefghjkmnpqrstvwxyz", bytes("2"));
        Files.write(spool.resolve("reports/notes.json"), bytes("3"));

        open();

        assertThat(outbox.size()).isEqualTo(2);
        assertThat(outbox.read(next()))
                .hasValueSatisfying(document -> assertThat(document).isEqualTo(bytes("1")));
    }

    @Test
    void aNewerRevisionTakesThePlaceOfOneThatIsOnItsWay() throws IOException {
        outbox.put("a", bytes("1"));
        var sending = next();

        outbox.put("a", bytes("2"));
        outbox.delivered(sending);

        assertThat(outbox.size()).isEqualTo(1);
        assertThat(outbox.read(sending)).isEmpty();
        assertThat(outbox.read(next()))
                .hasValueSatisfying(document -> assertThat(document).isEqualTo(bytes("2")));
    }

    @Test
    void dropsTheOldestOfTooMany() throws IOException {
        for (var id : "a b c d e".split(" ", -1)) {
            outbox.put(id, bytes(id));
        }

        assertThat(outbox.size()).isEqualTo(3);
        assertThat(outbox.dropped()).isEqualTo(2);
        assertThat(next().id()).isEqualTo("c");
        assertThat(spool.resolve("reports/a.json")).doesNotExist();
    }

    @Test
    void dropsTheOldestOfTooMuchButNeverTheLast() throws IOException {
        outbox.put("a", new byte[600]);
        outbox.put("b", new byte[600]);
        assertThat(outbox.size()).isEqualTo(1);

        outbox.put("c", new byte[2000]);
        assertThat(outbox.size()).isEqualTo(1);
        assertThat(next().id()).isEqualTo("c");
    }

    @Test
    void passesOverWhatHasToWait() throws IOException {
        outbox.put("a", bytes("1"));
        outbox.put("b", bytes("2"));

        outbox.postpone(next(), NOW.plusSeconds(10));

        assertThat(next().id()).isEqualTo("b");
        outbox.delivered(next());
        assertThat(outbox.next(NOW)).isEmpty();
        assertThat(outbox.nextFrom()).contains(NOW.plusSeconds(10));
        assertThat(outbox.next(NOW.plusSeconds(10)))
                .hasValueSatisfying(report -> assertThat(report.tries()).isEqualTo(1));
    }

    @Test
    void setsAsideWhatIsRefusedAndNotAllOfIt() throws IOException {
        for (var id : IntStream.range(0, Outbox.MOST_REFUSED + 5)
                .mapToObj("id-%03d"::formatted)
                .toList()) {
            outbox.put(id, bytes(id));
            outbox.setAside(next());
        }

        assertThat(outbox.refused()).isEqualTo(Outbox.MOST_REFUSED + 5);
        assertThat(outbox.size()).isZero();
        try (var kept = Files.list(spool.resolve("reports/refused"))) {
            assertThat(kept).hasSize(Outbox.MOST_REFUSED);
        }
    }

    @Test
    void forgetsAReportThatSomebodyRemoved() throws IOException {
        outbox.put("a", bytes("1"));
        Files.delete(spool.resolve("reports/a.json"));

        assertThat(outbox.read(next())).isEmpty();
        assertThat(outbox.size()).isZero();
    }

    private Waiting next() {
        return outbox.next(NOW).orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
