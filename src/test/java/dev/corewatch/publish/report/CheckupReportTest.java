package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Checkup;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.ProcessCheckup;
import dev.corewatch.crash.Proof;
import dev.corewatch.crash.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CheckupReportTest {

    private static final CheckResult FINE = new CheckResult("chroot", Verdict.PASS, Fate.KEPT, "no jail", null, null);
    private static final CheckResult BROKEN = new CheckResult(
            "core-limit",
            Verdict.FAIL,
            Fate.LOST,
            "RLIMIT_CORE is 0 bytes",
            "the kernel writes no core",
            "prlimit --core=unlimited:unlimited --pid 4711");

    @Test
    void beginsWithWhatWouldHappenAndThenWhatIsWrong() {
        var text = render("haproxy", BROKEN, null);

        assertThat(text.lines().toList())
                .startsWith("LOST: no core", "", "Process 4711, 8 inside, haproxy, container 0123456789ab")
                .containsSubsequence(
                        "  FAIL  core-limit",
                        "        Saw   RLIMIT_CORE is 0 bytes",
                        "        Then  the kernel writes no core",
                        "        Mend  prlimit --core=unlimited:unlimited --pid 4711",
                        "  pass  chroot: no jail",
                        "This node, Linux 6.18.0")
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void saysWhetherTheProofAgrees() {
        assertThat(render("haproxy", BROKEN, proof(Fate.LOST, true))).contains("lost, as the checks say", "a word");
        assertThat(render("haproxy", BROKEN, proof(Fate.KEPT, false))).contains("the checks say OTHERWISE");
        assertThat(render("haproxy", BROKEN, proof(Fate.UNKNOWN, true))).contains("handed over");
    }

    @Test
    void obeysNothingThatAProcessCallsItself() {
        assertThat(render("\u001b[2Jhaproxy", FINE, null))
                .contains("\\x1b[2Jhaproxy")
                .doesNotContain("\u001b");
    }

    private static Proof proof(Fate fate, boolean agrees) {
        return new Proof(12, false, fate, null, List.of("a word"), agrees);
    }

    private static String render(String command, CheckResult result, @Nullable Proof proof) {
        var process = new ProcessCheckup(
                4711, 8, command, "0123456789abcdef", Fate.LOST, null, "LOST: no core", List.of(FINE, result), proof);
        return new CheckupReport(Look.PLAIN)
                .render(new Checkup(1, Fate.LOST, "LOST: no core", "6.18.0", List.of(), List.of(process)));
    }
}
