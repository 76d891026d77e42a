package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import dev.corewatch.crash.UpstreamFix;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class FixTableTest {

    private final FixTable table = new FixTable(Look.PLAIN);

    @Test
    void tellsTheCertainFromWhatCannotBeTold() {
        var text = table.render(List.of(fix(Applies.YES, null), fix(Applies.UNKNOWN, "2.6")), "2.6.12");

        assertThat(text).isEqualTo("""
                2.6.12 has these faults (1)

                  169fc0b77  medium  quic
                    A QUIC key update was prepared.
                    It takes: QUIC with LibreSSL.
                    Fixed in 3.0-dev13, and meant for 2.9, 2.6.

                Can't tell whether 2.6.12 has these (1)

                  169fc0b77  medium  quic
                    A QUIC key update was prepared.
                    It takes: QUIC with LibreSSL.
                    Fixed in 3.0-dev13, and meant for 2.6: its newest release should have it,
                    which was the first is not known.
                """);
    }

    @Test
    void saysThatNothingIsKnown() {
        assertThat(table.render(List.of(), "9.9.9")).isEqualTo("No crash is known that upstream fixed after 9.9.9.\n");
    }

    @Test
    void callsACandidateACandidate() {
        var text = FixTable.below(
                List.of(
                        new KnownFix("d8b8b5329", "Flushing left pointers behind", "1.7-dev4", Applies.UNKNOWN),
                        new KnownFix("fd3ce173a", "NTLM made a connection private", "3.0-dev6", Applies.YES)),
                Look.PLAIN);

        assertThat(text.lines())
                .containsExactly(
                        "    fd3ce173a  NTLM made a connection private",
                        "               fixed in 3.0-dev6; this version is affected",
                        "    d8b8b5329  Flushing left pointers behind",
                        "               candidate: fixed in 1.7-dev4; can't tell whether this is it, or",
                        "               this version has it");
    }

    private static UpstreamFix fix(Applies applies, @Nullable String series) {
        return new UpstreamFix(
                "169fc0b77",
                "A QUIC key update was prepared",
                "QUIC with LibreSSL",
                "medium",
                "quic",
                "null-deref",
                "2024-05-30",
                null,
                "3.0-dev13",
                List.of("2.9", "2.6"),
                applies,
                series);
    }
}
