package dev.corewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.KernelFindings;
import dev.corewatch.crash.KernelPlace;
import dev.corewatch.json.export.LogLine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KernelSurveyTest {

    private static final String MEMCPY =
            "[ 10.000001] haproxy[5230]: segfault at 7f93e0fed000 ip 00007f93e08d6d8a sp 00007ffe1a382128"
                    + " error 4 in libc.so.6[152d8a,7f93e07aa000+156000] likely on CPU 0 (core 0, socket 0)";

    @Test
    void countsTheSamePlaceOnceThoughAddressesDiffer() {
        var findings = findings(
                MEMCPY,
                MEMCPY.replace("10.0", "11.0").replace("7f93e0", "7f0000").replace("5230", "6000"),
                MEMCPY.replace("152d8a", "152d8b"));

        assertThat(findings.deaths()).isEqualTo(3);
        assertThat(findings.places()).extracting(KernelPlace::count).containsExactly(2L, 1L);
        var first = findings.places().getFirst();
        assertThat(first.first()).isEqualTo("10.000001 s after boot");
        assertThat(first.last()).isEqualTo("11.000001 s after boot");
        assertThat(first.thread()).isEqualTo(5230);
    }

    @Test
    void turnsTheTimesOfALogRoundThatRunsBackwards() {
        var survey = new KernelSurvey(false);
        survey.read(new LogLine(MEMCPY, "2026-11-23T15:12:46.000Z", null));
        survey.read(new LogLine(MEMCPY, "2026-11-23T15:12:44.125Z", null));

        var place = survey.findings(2).places().getFirst();

        assertThat(place.first()).isEqualTo("2026-11-23T15:12:44.125Z");
        assertThat(place.last()).isEqualTo("2026-11-23T15:12:46Z");
    }

    @Test
    void onlyCountsOtherProgramsUnlessAsked() {
        var nginx = MEMCPY.replace("haproxy", "nginx");

        var findings = findings(nginx, nginx);

        assertThat(findings.places()).isEmpty();
        assertThat(findings.otherPrograms()).isEqualTo(2);
        assertThat(findings.otherNames()).containsExactly("nginx");
        assertThat(findings.isSilent()).isFalse();
        var all = survey(true, nginx, MEMCPY).findings(2);
        assertThat(all.places()).extracting(KernelPlace::command).containsExactly("nginx", "haproxy");
    }

    @Test
    void countsTheTwoLinesOfAnOomKillAsOne() {
        var findings = findings(
                "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
                        + "oom_memcg=/lab,task_memcg=/lab,task=haproxy,pid=7934,uid=0",
                "Memory cgroup out of memory: Killed process 7934 (haproxy) total-vm:184080kB");

        assertThat(findings.deaths()).isEqualTo(1);
        assertThat(findings.places().getFirst().meaning()).contains("memory limit of its cgroup");
        assertThat(findings.advice()).hasSize(1).first().asString().contains("no core");
    }

    @Test
    void saysWhatTheRateLimitLeftOut() {
        var findings = findings(MEMCPY, "[ 12.0] show_signal_msg: 190 callbacks suppressed");

        assertThat(findings.suppressed()).isEqualTo(190);
        assertThat(findings.notes()).anyMatch(note -> note.contains("here it left out 190"));
    }

    @Test
    void holdsABoundedNumberOfPlacesAndCountsTheRest() {
        var survey = new KernelSurvey(false);
        for (int i = 0; i < KernelSurvey.PLACES + 500; i++) {
            survey.read(new LogLine(MEMCPY.replace("152d8a,", Integer.toHexString(i) + ","), null, null));
        }

        var findings = survey.findings(1500);

        assertThat(findings.places()).hasSize(KernelSurvey.PLACES);
        assertThat(findings.elsewhere()).isEqualTo(500);
        assertThat(findings.deaths()).isEqualTo(KernelSurvey.PLACES + 500);
    }

    @Test
    void isSilentOnALogWithoutDeaths() {
        assertThat(findings("[ 1.0] usb 1-1: new device", "haproxy[1]: segfault is what I fear")
                        .isSilent())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            error 4 in libc.so.6[1,2+3]  | 7f93e0fed000 | read from 0x7f93e0fed000, where it may use no memory
            error 5 in libc.so.6[1,2+3]  | 7f93e0fed000 | read from 0x7f93e0fed000, where memory is mapped that may not be read
            error 6 in libc.so.6[1,2+3]  | 7f93e0fed000 | wrote to 0x7f93e0fed000, where it may use no memory
            error 7 in libc.so.6[1,2+3]  | 7f93e0fed000 | wrote to 0x7f93e0fed000, where memory is mapped that may not be written
            error 15 in libc.so.6[1,2+3] | 7f93e0fed000 | ran into 0x7f93e0fed000, where memory is mapped that may not be executed
            error 4 in haproxy[1,2+3]    | 10           | read from 0x10, in the first page: through a null pointer
            error 6 in haproxy[1,2+3]    | 1            | a failed BUG_ON
            error 6 in haproxy[1,2+3]    | 7ffe1a382120 | the stack pointer is beside it (0x7ffe1a382128)
            error 27 in haproxy[1,2+3]   | 7f93e0fed000 | by its protection key
            error 0 in haproxy[1,2+3]    | 7f93e0fed000 | the kernel did it on the process's behalf
            """)
    void saysInPlainWordsWhatAPageFaultIs(String end, String address, String words) {
        var line = "haproxy[1]: segfault at " + address + " ip 00007f93e08d6d8a sp 00007ffe1a382128 " + end;

        assertThat(findings(line).places().getFirst().meaning()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            haproxy[1]: segfault at 0 ip 0000000000000000 sp 00007f1234567890 error 14           | called a function through a null pointer
            traps: haproxy[1] trap invalid opcode ip:5 sp:7 error:0 in haproxy[1,2+3]            | a failed BUG_ON or ABORT_NOW
            traps: haproxy[1] trap invalid opcode ip:5 sp:7 error:0 in libcrypto.so.3[1,2+3]     | built for another processor
            traps: haproxy[1] general protection fault ip:5 sp:7 error:0 in libc.so.6[1,2+3]     | non-canonical address
            haproxy[1] general protection ip:5 sp:7 error:0 in libc.so.6[2+3]                    | non-canonical address
            traps: haproxy[1] trap divide error ip:5 sp:7 error:0 in haproxy[1,2+3]              | by zero
            traps: haproxy[1] trap int3 ip:5 sp:7 error:0 in haproxy[1,2+3]                      | a breakpoint
            traps: haproxy[1] trap stack segment ip:5 sp:7 error:0 in haproxy[1,2+3]             | through the stack pointer
            Out of memory: Killed process 31 (haproxy) total-vm:1kB                              | the machine had none left
            haproxy[9]: unhandled exception: DABT (lower EL), ESR 0x0000000092000046, level 2 translation fault in libc.so.6[9,2+3] | wrote to an address that the line doesn't tell, where it may use no memory
            haproxy[9]: unhandled exception: DABT (lower EL), ESR 0x000000009200000f, level 3 permission fault in libc.so.6[9,2+3]  | read from an address that the line doesn't tell, where memory is mapped that may not be read
            haproxy[9]: unhandled level 2 translation fault (11) at 0x00000010, esr 0x92000006, in libc-2.27.so[2+3]                | read from 0x10, in the first page
            haproxy[9]: unhandled level 2 translation fault (11) at 0x00000000, esr 0x82000006                                      | called a function through a null pointer
            haproxy[9]: unhandled exception: Uncategorized, ESR 0x02000000, undefined instruction in haproxy[9,2+3]                 | an instruction that is none
            """)
    void saysInPlainWordsWhatTheOtherLinesAre(String line, String words) {
        assertThat(findings(line).places().getFirst().meaning()).contains(words);
    }

    @Test
    void asksForHaproxysOwnWordsAfterAFailedBugOn() {
        var findings = findings("traps: haproxy[1] trap invalid opcode ip:5 sp:7 error:0 in haproxy[1,2+3]");

        assertThat(findings.places().getFirst().kind()).isEqualTo(CrashKind.ASSERTION);
        assertThat(findings.advice().getFirst()).contains("analyze --log");
    }

    private static KernelFindings findings(String... lines) {
        return survey(false, lines).findings(lines.length);
    }

    private static KernelSurvey survey(boolean all, String... lines) {
        var survey = new KernelSurvey(all);
        List.of(lines).forEach(line -> survey.read(new LogLine(line, null, null)));
        return survey;
    }
}
