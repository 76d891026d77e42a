package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {

    private static final String BACKTRACE = """
            Program terminated with signal SIGSEGV, Segmentation fault.
            #0  __memcpy_sse2 () from /lib64/libc.so.6
            #1  0x00007f0000000001 in ?? () from /lib64/libz.so.1
            #2  0x00007f0000000002 in deflate () from /lib64/libz.so.1
            #3  0x0000000000400001 in deflate_flush_or_finish (comp_ctx=0x1) at src/compression.c:808
            #4  0x0000000000400002 in http_compression_buffer_end (s=0x2) at src/compression.c:249
            #5  0x0000000000400003 in process_stream (t=0x3) at src/stream.c:1939
            """;

    @TempDir
    Path dir;

    @Test
    void signsAPastedBacktraceInOneLineOfJson() throws IOException {
        var file = Files.writeString(dir.resolve("bt.txt"), BACKTRACE);

        var shell = Shell.run("signature", "--output", "json", file.toString());

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out().lines()).hasSize(1);
        assertThat(shell.out())
                .contains("\"id\":", "\"title\":", "\"frames\":[", "\"knownFixes\":[")
                .contains("deflate_flush_or_finish");
    }

    @Test
    void saysThatATextHasNoBacktraceAndGoesOnWithTheNext() throws IOException {
        var prose = Files.writeString(dir.resolve("prose.txt"), "It crashed, please help.\n");
        var file = Files.writeString(dir.resolve("bt.txt"), BACKTRACE);

        var shell = Shell.run("signature", prose.toString(), file.toString());

        assertThat(shell.exitCode()).isEqualTo(65);
        assertThat(shell.err()).contains("no backtrace in it");
        assertThat(shell.out()).contains("deflate_flush_or_finish");
    }

    @Test
    void namesEveryRuleOfRedactionThatCantBeUsedAndNotItsText() throws IOException {
        var file = Files.writeString(dir.resolve("bt.txt"), BACKTRACE);

        var shell = Shell.run(
                "signature", "--redact", "hunter(2", "--redact", "fine-\\d{2,4}", "--redact", "x*", file.toString());

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err())
                .contains("corewatch.analyze.redact", "has 2 that can't be used", "line 2: Unclosed group", "line 4: ")
                .doesNotContain("hunter", "x*", "\tat ");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void hidesWhatTheOperatorWantsHidden() throws IOException {
        var file = Files.writeString(
                dir.resolve("bug.txt"), "FATAL: bug condition \"acme > 0\" matched at src/acme.c:12\n" + BACKTRACE);

        var open = Shell.run("signature", "--output", "json", file.toString());
        var hidden = Shell.run("signature", "--output", "json", "--redact", "acme", file.toString());

        assertThat(open.out()).contains("acme");
        assertThat(hidden.exitCode()).isZero();
        assertThat(hidden.out()).doesNotContain("acme").contains("[redacted]");
    }

    @Test
    void readsTheLogWithoutWhatTheOperatorWantsHidden() throws IOException {
        var log = Files.writeString(dir.resolve("haproxy.log"), """
                corrupt {hunter2} /acme/corrupt?x=hunter3
                [ALERT] (1) : Current worker (12) exited with code 139 (Segmentation fault)
                """);

        for (var format : List.of("text", "json", "markdown", "html")) {
            var shell = Shell.run("analyze", "--log", log.toString(), "--redact", "acme", "--output", format);

            assertThat(shell.exitCode()).isZero();
            assertThat(shell.out())
                    .as(format)
                    .contains("exited with code 139")
                    .doesNotContain("acme", "hunter2", "hunter3");
        }
    }

    @Test
    void asksForACoreOrALog() {
        var shell = Shell.run("analyze");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("Nothing to analyze: name a CORE");
    }

    @Test
    void saysWhichFileIsMissing() {
        var shell = Shell.run("analyze", dir.resolve("gone").toString());

        assertThat(shell.exitCode()).isEqualTo(66);
        assertThat(shell.err()).contains("no such file: " + dir.resolve("gone"));
    }

    @Test
    void saysThatAFileIsNoCore() throws IOException {
        var text = Files.writeString(dir.resolve("text"), "not an ELF file at all");

        var shell = Shell.run("analyze", text.toString());

        assertThat(shell.exitCode()).isEqualTo(65);
        assertThat(shell.err()).contains("is not a core");
    }

    @Test
    void saysWhatAKernelsLineMeans() throws IOException {
        var log = Files.writeString(
                dir.resolve("export.ndjson"),
                "{\"_source\":{\"@timestamp\":\"2026-11-23T15:12:44Z\",\"message\":\"haproxy[610]: segfault at 7fdb0426e000"
                        + " ip 00007fdb0403305b sp 00007ffee5ff8988 error 4 in libc.so.6[7fdb03fe2000+87000]\"}}\n");

        var shell = Shell.run("kernel-log", log.toString());

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains(
                        "1 x SIGSEGV in libc.so.6+0x5105b",
                        "where it may use no memory",
                        "2026-11-23T15:12:44Z",
                        "--exe");
        var report = Shell.run("analyze", "--kernel-log", log.toString(), "--output", "json");
        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(report.out()).contains("\"module\" : \"libc.so.6\"");
    }

    @Test
    void saysThatALogHasNoneOfTheKernelsLines() throws IOException {
        var log = Files.writeString(dir.resolve("log"), "[ 1.0] usb 1-1: new device\n");

        var shell = Shell.run("kernel-log", log.toString());

        assertThat(shell.exitCode()).isEqualTo(65);
        assertThat(shell.err()).contains("none of these 1 lines", "analyze --log");
        assertThat(Shell.run("kernel-log", dir.resolve("gone").toString()).exitCode())
                .isEqualTo(66);
    }

    @Test
    void readsHaproxysWordsOutOfAContainersJson() throws IOException {
        var log = Files.writeString(dir.resolve("log"), """
                {"log":"FATAL: bug condition \\"one > zero\\" matched at src/debug.c:389\\n","stream":"stderr","time":"T"}
                {"log":"[ALERT]    (1) : Current worker (8) exited with code 139 (Segmentation fault)\\n","stream":"stderr"}
                """);

        var shell = Shell.run("analyze", "--log", log.toString(), "--output", "json");

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("\"kind\" : \"assertion\"", "SIGSEGV");
    }

    @Test
    void saysWhatToDoWithoutASpool() {
        var shell = Shell.run("list", "--spool", dir.resolve("none").toString());

        assertThat(shell.exitCode()).isEqualTo(66);
        assertThat(shell.err()).contains("no spool at", "--spool DIR");
    }

    @Test
    void listsAnEmptySpool() {
        var shell = Shell.run("list", "--spool", dir.toString(), "--occurrences");

        assertThat(shell.exitCode()).isZero();
    }

    @Test
    void saysThatAnIdIsUnknown() {
        var shell = Shell.run("show", "01abc", "--spool", dir.toString());

        assertThat(shell.exitCode()).isEqualTo(66);
        assertThat(shell.err()).contains("01abc");
    }

    @Test
    void listsWhatThreatensAVersionAsItPrintsItself() {
        var shell = Shell.run(
                "known-fixes", "--version", "HAProxy version 2.6.12-1+deb12u1 2023/12/16 - https://haproxy.org/");

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out())
                .contains("2.6.12 (2023-12-16) has these faults", "Can't tell whether", "its newest release should");
        assertThat(shell.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void listsEveryKnownFixAsOneObjectALine() {
        var shell = Shell.run("known-fixes", "--output", "json");

        assertThat(shell.exitCode()).isZero();
        assertThat(shell.out().lines())
                .hasSizeGreaterThanOrEqualTo(394)
                .allMatch(line -> line.startsWith("{\"id\":\""));
        assertThat(shell.out()).contains("\"fixedIn\":\"1.7-dev4\"").doesNotContain("\"applies\"");
    }

    @Test
    void saysHowAVersionIsWritten() {
        var shell = Shell.run("known-fixes", "--version", "latest");

        assertThat(shell.exitCode()).isEqualTo(2);
        assertThat(shell.err()).contains("Not a version of HAProxy: 'latest'", "2.6.12");
    }

    @Test
    void completesForBashAndZsh() {
        assertThat(Shell.run("completion", "bash").out()).contains("complete -F", "analyze");
        assertThat(Shell.run("completion", "zsh").out()).contains("bashcompinit", "analyze");
        assertThat(Shell.run("completion", "fish").exitCode()).isEqualTo(2);
    }
}
