package dev.corewatch.analyze.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CarrierTest {

    private static final String FRAME = "    at src/compression.c:612";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> ",
                "> > ",
                ">>> ",
                "&gt; ",
                "\u00a0\u200b> ",
                "\u001b[33m",
                "#033[0m",
                "Nov 23 15:12:44 lb1 haproxy[123]: ",
                "Nov  3 15:12:44.125380 lb1 haproxy: ",
                "Nov 23 15:12:44 haproxy[123]: ",
                "<30>Nov 23 15:12:44 lb1 haproxy[123]: ",
                "<30>1 2026-11-23T15:12:44.125380Z lb1 haproxy 123 - - ",
                "<30>1 2026-11-23T15:12:44.125380Z lb1 haproxy 123 ID [a b=\"c\"] ",
                "2026-11-23T15:12:44+0000 lb1 haproxy[123]: ",
                "2026-11-23T15:12:44.123456789Z stderr F ",
                "2026-11-23T15:12:44.123456789Z ",
                "[pod/haproxy-7d4b9c/haproxy] 2026-11-23T15:12:44Z ",
                "haproxy-1  | ",
                "> Nov 23 15:12:44 lb1 haproxy[123]: ",
            })
    void leavesTheLineAsItsWriterHadIt(String carrier) {
        assertThat(Carrier.strip(carrier + FRAME)).isEqualTo(FRAME);
    }

    @Test
    void decodesEntitiesOnce() {
        assertThat(Carrier.strip("#1 &lt;signal handler called&gt; &quot;a&#39;s&nbsp;&amp;lt;"))
                .isEqualTo("#1 <signal handler called> \"a's &lt;");
    }

    @Test
    void joinsTheCellsOfATable() {
        assertThat(Carrier.strip("| #0 | 0x1 in f () at a.c:1 |")).isEqualTo(" #0  0x1 in f () at a.c:1 ");
        assertThat(Carrier.strip("  | 0x55d5 [c6 04]: f+0x1/0x2")).isEqualTo(" 0x55d5 [c6 04]: f+0x1/0x2");
    }

    @Test
    void makesATabOfRsyslogsNumber() {
        assertThat(Carrier.strip("#011at a.c:1")).isEqualTo("\tat a.c:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#0  0x1 in f (s=\"a > b | c\") at src/f.c:1",
                "[ALERT]    (1) : Current worker (8) exited with code 139 (Segmentation fault)",
                "FATAL: bug condition \"a > b\" matched at src/f.c:1",
                "  call trace(12):",
                "*>Thread 2 : id=0x7fd912f3d6c0",
                "Thread 1 (Thread 0x7f8e0b3ff700 (LWP 41)):",
            })
    void leavesWhatNothingCarried(String line) {
        assertThat(Carrier.strip(line)).isEqualTo(line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ALERT]    (1) : Current",
                "call trace(12):",
                "FATAL: bug condition \"a\"",
                "#0 main () at x.c:1"
            })
    void takesNothingButTheTimeWhereNobodyIsNamed(String line) {
        assertThat(Carrier.strip("2026-11-23T15:12:44Z " + line)).isEqualTo(line);
    }
}
