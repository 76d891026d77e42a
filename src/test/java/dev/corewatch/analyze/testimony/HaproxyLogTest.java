package dev.corewatch.analyze.testimony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as HAProxy 2.6.12 wrote them when the lab killed it. */
final class HaproxyLogTest {

    private static final String BUG_ON = """
            [NOTICE]   (5346) : New worker (5356) forked
            [NOTICE]   (5346) : Loading success.

            FATAL: bug condition "one > zero" matched at src/debug.c:389
              call trace(12):
              | 0x5583678a58e6 [c6 04 25 01 00 00 00 00]: main-0x15aa
              | 0x558367a50538 [8b 55 04 48 8b 45 28 f6]: task_run_applet+0x148/0x674
              | 0x558367a15015 [48 89 c2 eb 16 66 0f 1f]: run_tasks_from_lists+0x395/0x892
            [NOTICE]   (5346) : haproxy version is 2.6.12-f588462
            [ALERT]    (5346) : Current worker (5356) exited with code 139 (Segmentation fault)
            [ALERT]    (5346) : exit-on-failure: killing every processes with SIGTERM
            [WARNING]  (5346) : All workers exited. Exiting... (139)
            """;

    private static final String DUMP = """
            Thread 2 is about to kill the process.
              Thread 1 : id=0x7fd9136eff40 act=0 glob=0 wq=1 rq=0 tl=0 tlsz=0 rqsz=0
                  1/1    stuck=0 prof=0 harmless=1 wantrdv=0
            *>Thread 2 : id=0x7fd912f3d6c0 act=1 glob=1 wq=1 rq=0 tl=1 tlsz=1 rqsz=1
                  1/2    stuck=1 prof=0 harmless=0 wantrdv=0
                         call trace(19):
                         | 0x559e3f6fd538 [8b 55 04 48 8b 45 28 f6]: task_run_applet+0x148/0x674
            """;

    @Test
    void readsTheMastersAndTheWorkersWordsAsOneDeath() {
        var told = only(BUG_ON);

        assertThat(told.pid()).isEqualTo(5356);
        assertThat(told.signal()).isEqualTo(Signal.numbered(11));
        assertThat(told.kind()).isEqualTo(CrashKind.ASSERTION);
        assertThat(told.assertion()).isEqualTo(new Assertion("one > zero", "src/debug.c", 389));
        assertThat(told.version()).isEqualTo("2.6.12-f588462");
        assertThat(told.frames())
                .extracting(Frame::function)
                .containsExactly(null, "task_run_applet", "run_tasks_from_lists");
        assertThat(told.lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "Current worker (17) exited with code 132 (Illegal instruction), 17, SIGILL",
        "[ALERT] (1) : Current worker (17) exited with code 134 (Aborted), 17, SIGABRT",
        "[ALERT] 326/151233 (1) : Current worker #1 (17) exited with code 139 (Segmentation fault), 17, SIGSEGV",
        "Nov 23 15:12:44 host haproxy[1]: [ALERT] (1) : Former worker (17) exited with code 137 (Killed), 17, SIGKILL",
    })
    void tellsTheSignalFromTheExitCode(String line, int pid, String signal) {
        var told = only(line);

        assertThat(told.pid()).isEqualTo(pid);
        assertThat(told.signal()).isNotNull().extracting(Signal::name).isEqualTo(signal);
        assertThat(told.kind()).isEqualTo(CrashKind.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128, 129, 130, 143})
    void takesAnOrderlyExitForNoCrash(int code) {
        assertThat(deaths("[WARNING] (1) : Former worker (17) exited with code " + code + " (Exit)"))
                .isEmpty();
    }

    @Test
    void leavesAWorkersWordsToItWhenAnotherExitsInOrderMeanwhile() {
        var told = only(BUG_ON.replace(
                "[NOTICE]   (5346) : haproxy", "Former worker (9) exited with code 0 (Exit)\n(5346) : haproxy"));

        assertThat(told.pid()).isEqualTo(5356);
        assertThat(told.assertion()).isNotNull();
    }

    @Test
    void keepsTheDeathsOfTwoWorkersApart() {
        var deaths = deaths(BUG_ON + "[ALERT] (5346) : Current worker (6000) exited with code 137 (Killed)\n");

        assertThat(deaths).extracting(Testimony::pid).containsExactly(5356, 6000);
        assertThat(deaths.getLast().assertion()).isNull();
        assertThat(deaths.getLast().kind()).isEqualTo(CrashKind.UNKNOWN);
    }

    @Test
    void tellsTheWatchdogFromAPanicByTheStuckThread() {
        assertThat(only(DUMP).kind()).isEqualTo(CrashKind.WATCHDOG);
        assertThat(only(DUMP.replace("*>", "* ")).kind()).isEqualTo(CrashKind.PANIC);
        assertThat(only(DUMP).signal()).isEqualTo(Signal.numbered(6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "double free or corruption (!prev)",
                "corrupted size vs. prev_size",
                "malloc(): invalid size (unsorted)",
                "free(): invalid pointer",
            })
    void knowsAllocatorsWordsWithoutAMaster(String line) {
        var told = only(line);

        assertThat(told.kind()).isEqualTo(CrashKind.HEAP_CORRUPTION);
        assertThat(told.signal()).isEqualTo(Signal.numbered(6));
        assertThat(told.lines()).containsExactly(line);
    }

    @Test
    void knowsTheStackProtectorsWords() {
        var told = only("*** stack smashing detected ***: terminated");

        assertThat(told.kind()).isEqualTo(CrashKind.MEMORY);
        assertThat(told.signal()).isEqualTo(Signal.numbered(6));
    }

    @Test
    void beginsAnotherDeathWithEachFailedBugOnWithoutAMaster() {
        var deaths = deaths(
                "FATAL: bug condition \"a\" matched at src/a.c:1\nFATAL: bug condition \"b\" matched at src/b.c:2\n");

        assertThat(deaths)
                .extracting(Testimony::assertion)
                .containsExactly(new Assertion("a", "src/a.c", 1), new Assertion("b", "src/b.c", 2));
        assertThat(deaths).extracting(Testimony::signal).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:60022 [23/Nov/2026:15:12:43.398] www thing_one/one 0/0/0/2/2 200 5613 - - ---- 2/2/1/1/0 0/0 "
                        + "{x: Current worker (1) exited with code 139 (Segmentation fault)} \"GET / HTTP/1.1\"",
                "a - - \"GET /free():%20invalid%20pointer HTTP/2.0\" 200 {free(): invalid pointer}",
                "127.0.0.1:1 [23/Nov/2026:15:12:43.398] www {double free or corruption} cut",
            })
    void takesNoWordFromWhatAClientSent(String line) {
        assertThat(deaths(line)).isEmpty();
    }

    @Test
    void readsHostileLogsInLinearTimeAndKeepsABoundedNumber() {
        var log = new HaproxyLog();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (var part : List.of("*>Thread ", "bug condition \"", "[c6 ", "| 0x1 [c6]: a+", "Current worker (1 ")) {
                log.read(part.repeat(50_000));
            }
            for (int i = 0; i < 2_000; i++) {
                log.read("Current worker (" + i + ") exited with code 139");
            }
            for (int i = 0; i < 20_000; i++) {
                log.read("  | 0x5583678a58e6 [c6 04 25 01 00 00 00 00]: f" + i + "+0x1/0x2");
            }
        });

        assertThat(log.testimonies().heard()).hasSize(HaproxyLog.KEPT);
        assertThat(log.testimonies().heard().getLast().pid()).isEqualTo(1_999);
    }

    private static Testimony only(String text) {
        var deaths = deaths(text);
        assertThat(deaths).hasSize(1);
        return deaths.getFirst();
    }

    private static List<Testimony> deaths(String text) {
        var log = new HaproxyLog();
        text.lines().forEach(log::read);
        return log.testimonies().heard();
    }
}
