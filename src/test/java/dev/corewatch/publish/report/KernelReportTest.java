package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.KernelFindings;
import dev.corewatch.crash.KernelPlace;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony.Place;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelReportTest {

    private static final KernelPlace MEMCPY = new KernelPlace(
            CrashKind.MEMORY,
            Signal.numbered(11).at(0x7f2698f8e000L),
            "read from 0x7f2698f8e000, where no memory is mapped",
            new Place("libc.so.6", "0x152d8a", true, "0x156000"),
            List.of(new Frame(
                    0, "__memmove_avx_unaligned_erms", "memmove.S", 664, "libc.so.6", "0x152d8a", false, false)),
            List.of("named by /lib/libc.so.6, which nothing proves to be the file that crashed"),
            "haproxy",
            5230,
            3,
            "Nov 23 15:12:44",
            "Nov 23 16:00:00",
            "haproxy[5230]: segfault at 7f2698f8e000");

    @Test
    void saysWhatEachPlaceMeansWithinTheWidth() {
        var text = new KernelReport(Look.PLAIN).render(findings(List.of(MEMCPY), 7, 0));

        assertThat(text)
                .startsWith("3 crashes at 1 place in 1000 lines; 7 of other programs (nginx), see --all; the")
                .contains("3 x SIGSEGV in memcpy, libc.so.6+0x152d8a\n")
                .contains("  Means       read from 0x7f2698f8e000, where no memory is mapped\n")
                .contains("  Function    __memmove_avx_unaligned_erms (memmove.S:664)\n              named by")
                .contains("  Who         haproxy, thread 5230 of the host (the first line's)\n")
                .contains("  When        Nov 23 15:12:44 to Nov 23 16:00:00\n")
                .contains("  - Believe me.\n")
                .contains("  1. Get a core.\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void saysHowMuchItLeavesOut() {
        var text = new KernelReport(Look.PLAIN).render(findings(Collections.nCopies(60, MEMCPY), 0, 5));

        assertThat(text).contains("10 more places: see --output json; 5 more at further places");
    }

    @Test
    void showsNoControlCharacterOfAForgedName() {
        var forged = new KernelPlace(
                CrashKind.UNKNOWN,
                null,
                "m\u001b[2J",
                null,
                List.of(),
                List.of(),
                "\u001b[31m",
                1,
                1,
                "\u0007",
                "\u0007",
                "l\u001b");

        var text = new KernelReport(Look.PLAIN).render(findings(List.of(forged), 0, 0));

        assertThat(text.chars()).allMatch(c -> c == '\n' || c >= ' ');
        assertThat(text).contains("\\x1b[31m");
        assertThat(JsonReport.render(findings(List.of(forged), 0, 0)).chars())
                .allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    }

    private static KernelFindings findings(List<KernelPlace> places, long others, long elsewhere) {
        return new KernelFindings(
                1,
                1000,
                3,
                places,
                elsewhere,
                others,
                List.of("nginx"),
                190,
                List.of("Believe me."),
                List.of("Get a core."));
    }
}
