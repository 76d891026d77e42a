package dev.corewatch.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Place;
import dev.corewatch.json.export.LogLine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KernelLogTest {

    private static final String STORY =
            "haproxy[5230]: segfault at 7f93e0fed000 ip 00007f93e08d6d8a sp 00007ffe1a382128"
                    + " error 4 in libc.so.6[152d8a,7f93e07aa000+156000] likely on CPU 0 (core 0, socket 0)";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "6,779,4023529363,-;",
                "6,779,4023529363,-,caller=T5230;",
                "[ 4023.529363] ",
                "[ 4023.529363][ T5230] ",
                "[Mon Nov 23 15:12:44 2026] ",
                "<6>[ 4023.529363] ",
                "kern  :info  : [ 4023.529363] ",
                "Nov 23 15:12:44 node-1 kernel: ",
                "2026-11-23T15:12:44.125380+00:00 node-1 kernel: [ 4023.529363] ",
                "2026-11-23T15:12:44+0000 node-1 kernel: ",
                "Nov 23 15:12:44.125380 node-1 kernel: ",
                "[ 4023.529363] node-1 kernel: ",
                "Mon 2026-11-23 15:12:44 UTC node-1 kernel: ",
                "1795446764.125380 node-1 kernel: ",
                "<6>Nov 23 15:12:44 node-1 kernel: [ 4023.529363] ",
                "<6>1 2026-11-23T15:12:44.125380+00:00 node-1 kernel - - - [ 4023.529363] ",
                "<6>1 2026-11-23T15:12:44.125380+00:00 node-1 kernel - - [meta seq=\"1\"] \ufeff",
                "Nov 23 15:12:44 node-1 kern.info kernel: [ 4023.529363] ",
                "2026-11-23T15:12:44,125380+00:00 ",
                "kern  :info  : 2026-11-23T15:12:44,125380+00:00 ",
                "[Nov23 15:12] ",
                "[  +0.000003] ",
                "[ 4023.529363 <    0.000003>] ",
                "2026-11-23T15:12:44.125380112Z stdout F [ 4023.529363] ",
                "\u001b[32m[ 4023.529363] \u001b[0m",
            })
    void readsASegfaultBehindWhateverItsCarrierPutBefore(String prefix) {
        var told = only(prefix + STORY);

        assertThat(told.pid()).isEqualTo(5230);
        assertThat(told.command()).isEqualTo("haproxy");
        assertThat(told.kind()).isEqualTo(CrashKind.MEMORY);
        assertThat(told.signal()).isEqualTo(new Signal("SIGSEGV", 11, null, "0x7f93e0fed000"));
        assertThat(told.place()).isEqualTo(new Place("libc.so.6", "0x152d8a", true, "0x156000"));
        assertThat(told.lines()).containsExactly(STORY);
    }

    @Test
    void countsFromTheMappingWhenTheBracketHasNoOffset() {
        var told = only("haproxy[610]: segfault at 7fdb0426e000 ip 00007fdb0403305b sp 00007ffee5ff8988 error 4"
                + " in ld-musl-x86_64.so.1[7fdb03fe2000+87000]");

        assertThat(told.place()).isEqualTo(new Place("ld-musl-x86_64.so.1", "0x5105b", false, "0x87000"));
    }

    @Test
    void knowsACallOfNullByTheInstructionFetch() {
        var told = only(
                "haproxy-2.6.12-[19524]: segfault at 0 ip 0000000000000000 sp 00007f1234567890 error 14 likely on CPU 0");

        assertThat(told.command()).isEqualTo("haproxy-2.6.12-");
        assertThat(told.kind()).isEqualTo(CrashKind.NULL_CALL);
        assertThat(told.place()).isNull();
    }

    @Test
    void readsANullPointersDereferenceAsMemory() {
        assertThat(only(STORY.replace("at 7f93e0fed000", "at 0")).kind()).isEqualTo(CrashKind.MEMORY);
    }

    @Test
    void knowsAStackOverflowByTheStackPointerBesideTheAddress() {
        var told = only("haproxy[77]: segfault at 7ffe1a381ff8 ip 000055c0f93e08d6 sp 00007ffe1a382000 error 6"
                + " in haproxy[508e6,55c0f93a1000+1cb000]");

        assertThat(told.kind()).isEqualTo(CrashKind.STACK_OVERFLOW);
    }

    @Test
    void knowsAFailedBugOnOfOldByItsWriteToAddressOne() {
        var told = only("haproxy[5357]: segfault at 1 ip 00005583678a58e6 sp 00007fdf95d32250 error 6"
                + " in haproxy[508e6,5583678a1000+1cb000] likely on CPU 1 (core 1, socket 0)");

        assertThat(told.kind()).isEqualTo(CrashKind.ASSERTION);
        assertThat(told.place()).isEqualTo(new Place("haproxy", "0x508e6", true, "0x1cb000"));
    }

    @Test
    void knowsAFailedBugOnByItsInvalidInstruction() {
        var told = only("traps: haproxy30[17742] trap invalid opcode ip:55cb2d12a547 sp:7ffc7d972ab0 error:0"
                + " in haproxy30[1f7547,55cb2cf9a000+242000]");

        assertThat(told.pid()).isEqualTo(17742);
        assertThat(told.kind()).isEqualTo(CrashKind.ASSERTION);
        assertThat(told.signal()).isEqualTo(new Signal("SIGILL", 4, null, "0x55cb2d12a547"));
    }

    @Test
    void saysNothingOfTheKindWhenALibraryHadAnInvalidInstruction() {
        var told = only("traps: haproxy[2] trap invalid opcode ip:7f sp:7f error:0 in libc.so.6[26,50+60]");

        assertThat(told.kind()).isEqualTo(CrashKind.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"general protection fault", "general protection"})
    void knowsThatAGeneralProtectionFaultHasNoAddress(String words) {
        var told = only("[12.3] traps: haproxy30[18113] " + words
                + " ip:7f12 sp:7f34 error:0 in libc.so.6[2650f,7f0000000000+156000]");

        assertThat(told.kind()).isEqualTo(CrashKind.MEMORY);
        assertThat(told.signal()).isEqualTo(Signal.numbered(11));
        assertThat(told.place()).isEqualTo(new Place("libc.so.6", "0x2650f", true, "0x156000"));
    }

    @Test
    void readsWhatArm64Says() {
        var told = only("[ 55.1] haproxy[912]: unhandled exception: DABT (lower EL), ESR 0x0000000092000006,"
                + " level 2 translation fault in libc.so.6[9a1c4,ffff9e400000+188000]");

        assertThat(told.pid()).isEqualTo(912);
        assertThat(told.signal()).isEqualTo(Signal.numbered(11));
        assertThat(told.place()).isEqualTo(new Place("libc.so.6", "0x9a1c4", true, "0x188000"));
    }

    @Test
    void readsWhatOlderArm64KernelsSay() {
        var told = only("haproxy[912]: unhandled level 2 translation fault (11) at 0x00000010, esr 0x92000006,"
                + " in libc-2.27.so[ffff9e400000+188000]");

        assertThat(told.signal()).isEqualTo(new Signal("SIGSEGV", 11, null, "0x10"));
        assertThat(told.kind()).isEqualTo(CrashKind.MEMORY);
        assertThat(told.place()).as("the program counter is in another line").isNull();
    }

    @Test
    void knowsACallOfNullOnArm64ByItsInstructionAbort() {
        var told = only("haproxy[912]: unhandled level 2 translation fault (11) at 0x00000000, esr 0x82000006");

        assertThat(told.kind()).isEqualTo(CrashKind.NULL_CALL);
    }

    @Test
    void takesTheTwoLinesOfAnOomKillAsOne() {
        var told = only(
                "6,861,4172134417,-;oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,"
                        + "oom_memcg=/lab,task_memcg=/lab,task=haproxy,pid=7934,uid=0",
                "3,862,4172134441,-;Memory cgroup out of memory: Killed process 7934 (haproxy) total-vm:184080kB");

        assertThat(told.pid()).isEqualTo(7934);
        assertThat(told.kind()).isEqualTo(CrashKind.OUT_OF_MEMORY);
        assertThat(told.signal()).isEqualTo(Signal.numbered(9));
        assertThat(told.lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Killed process 31 (haproxy) total-vm:1kB, anon-rss:1kB",
                "Killed process 31, UID 99, (haproxy) total-vm:1kB",
                "Out of memory: Killed process 31 (haproxy) total-vm:1kB",
                "Out of memory: Kill process 31 (haproxy) score 900 or sacrifice child",
                "Out of memory (oom_kill_allocating_task): Killed process 31 (haproxy)",
            })
    void readsTheOlderWordsForAnOomKill(String line) {
        var told = only("[ 12.345] " + line);

        assertThat(told.pid()).isEqualTo(31);
        assertThat(told.command()).isEqualTo("haproxy");
    }

    @Test
    void takesTheKilledTaskFromTheEndWhereNoContainerCanWrite() {
        var told = only("oom-kill:constraint=CONSTRAINT_MEMCG,cpuset=/,task=haproxy,pid=1,uid=0,task_memcg=/x,"
                + "task=java,pid=2,uid=0");

        assertThat(told.command()).isEqualTo("java");
        assertThat(told.pid()).isEqualTo(2);
    }

    @Test
    void addsUpWhatTheRateLimitLeftOut() {
        var log = log(
                "[ 1.0] show_signal_msg: 190 callbacks suppressed",
                "[ 2.0] show_signal_msg: 4 callbacks suppressed",
                "[ 2.0] net_ratelimit: 999 callbacks suppressed");

        assertThat(log.testimonies().suppressed()).isEqualTo(194);
        assertThat(log.testimonies().heard()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Nov 23 15:12:44 host app: haproxy[1]: segfault at 0 ip 0 sp 0 error 4",
                "Nov 23 15:12:44 host app: kernel: haproxy[1]: segfault at 0 ip 0 sp 0 error 4",
                "Nov 23 15:12:44 h haproxy[1]: segfault at 0 ip 0 sp 0 error 4",
                "2026-11-23T15:12:44+0000 node haproxy[1]: segfault at 0 ip 0 sp 0 error 4",
                "haproxy[99999999999]: segfault at 0 ip 0 sp 0 error 4",
                "haproxy[1]: segfault at 00000000000000000 ip 0 sp 0 error 4",
                "haproxy[1]: segfault at zz ip 0 sp 0 error 4",
                "traps: haproxy[1] trap of a new sort ip:1 sp:1 error:0",
                "oom-kill:constraint=CONSTRAINT_NONE,task=haproxy,pid=,uid=0",
                "oom-kill:constraint=CONSTRAINT_NONE",
                "Killed process many (haproxy)",
                "Code: 00 01 00 00",
            })
    void leavesLinesThatAreNotTheKernelsWords(String line) {
        assertThat(log(line).testimonies().heard()).isEmpty();
    }

    @Test
    void readsHostileLinesInLinearTimeAndKeepsABoundedNumber() {
        var log = new KernelLog();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (var part :
                    List.of("a ", "a:", "[", "haproxy[1]: segfault at 0 ip ", ",task=", " in x[", ": unhandled ")) {
                log.read(part.repeat(20_000) + " segfault at  ip: ]: unhandled ");
                log.read("oom-kill:constraint=CONSTRAINT_" + part.repeat(20_000));
            }
            for (int i = 0; i < 5_000; i++) {
                log.read("haproxy[" + i + "]: segfault at 0 ip 1 sp 2 error 4 in " + "[".repeat(300));
            }
        });

        assertThat(log.testimonies().heard()).hasSize(KernelLog.KEPT);
        assertThat(log.testimonies().heard().getLast().pid()).isEqualTo(4_999);
    }

    @Test
    void takesNoWordFromAnotherWriterOfTheJournal() {
        var log = new KernelLog();
        log.read(new LogLine(STORY, null, "app"));
        assertThat(log.testimonies().heard()).isEmpty();

        log.read(new LogLine(STORY, null, "kernel"));
        assertThat(log.testimonies().heard()).hasSize(1);
    }

    private static Testimony only(String... lines) {
        var heard = log(lines).testimonies().heard();
        assertThat(heard).hasSize(1);
        return heard.getFirst();
    }

    private static KernelLog log(String... lines) {
        var log = new KernelLog();
        List.of(lines).forEach(log::read);
        return log;
    }
}
