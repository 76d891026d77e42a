package dev.corewatch.analyze;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.analyze.debugger.Debugging;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.lab.LabCrash;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.process.Sandbox;
import dev.corewatch.process.SandboxUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gdb that does what it wants: eu-stack answers instead, the report says why, and nothing of gdb is left. */
final class HostileDebuggerIT {

    /** In the command line of all that these debuggers start. */
    private final String trace = "/corewatch-" + UUID.randomUUID();

    @TempDir
    Path dir;

    @BeforeEach
    void letTheDebuggersUserPass() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void whatHangsIsStoppedWithAllItStarted() throws Exception {
        var analysis = analyze(Duration.ofSeconds(2), """
                tail -f /dev/null TRACE-child &
                (setsid tail -f /dev/null TRACE-daemon &)
                (trap '' TERM HUP INT; tail -f /dev/null TRACE-stubborn) &
                exec tail -f /dev/null TRACE-self
                """);

        assertFellBack(analysis, "gdb was stopped after 2 s");
    }

    @Test
    void whatForksWithoutEndIsStopped() throws Exception {
        var analysis = analyze(Duration.ofSeconds(2), """
                while :; do
                    (sh -c 'exec tail -f /dev/null TRACE-fork' &)
                    sleep 0.02
                done
                """);

        assertFellBack(analysis, "gdb was stopped after 2 s");
    }

    @Test
    void whatEndsAndLeavesSomebodyBehindLeavesNobody() throws Exception {
        var analysis = analyze(Duration.ofSeconds(30), """
                (setsid tail -f /dev/null TRACE-left >/dev/null 2>&1 &)
                exit 0
                """);

        assertFellBack(analysis, "gdb gave no answer");
    }

    @Test
    void aGigabyteIsReadAndDropped() throws Exception {
        var analysis = analyze(Duration.ofSeconds(60), """
                head -c 1000000000 /dev/zero | tr '\\0' x
                head -c 1000000000 /dev/zero | tr '\\0' y >&2
                """);

        assertFellBack(analysis, "gdb gave no answer");
        assertThat(analysis.notes()).allMatch(note -> note.length() < 1000);
    }

    @Test
    void aKilledOneIsSaidToBe() throws Exception {
        var killer = CompletableFuture.runAsync(this::killWhatAppears);
        assertFellBack(analyze(Duration.ofSeconds(60), "exec tail -f /dev/null TRACE-self"), "gdb ended with status ");
        killer.join();
    }

    /** From outside, as the OOM killer does: the first process of a pid namespace can't kill itself. */
    private void killWhatAppears() {
        try {
            while (running().isEmpty()) {
                Thread.onSpinWait();
            }
            running().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertFellBack(Analysis analysis, String why) throws IOException {
        assertThat(analysis.debugger()).isEqualTo("eu-stack");
        assertThat(analysis.kind()).isEqualTo(CrashKind.MEMORY);
        assertThat(analysis.stack().frames()).isNotEmpty();
        assertThat(analysis.notes()).anyMatch(note -> note.startsWith(why));
        assertThat(running()).isEmpty();
    }

    private Analysis analyze(Duration time, String gdb) throws Exception {
        var bin = Files.createDirectory(dir.resolve("bin"));
        var program = Files.writeString(bin.resolve("gdb"), "#!/bin/sh\n" + gdb.replace("TRACE", trace));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var processes = new BoundedProcess(Programs.on(bin + ":" + System.getenv("PATH")));
        var debugging = new Debugging(time, 4L << 30, List.of());
        return new CoreAnalyzer(processes, new Sandbox(processes, SandboxUser.DEFAULT), debugging)
                .analyze(LabCrash.of("zlib", "zlib").files());
    }

    /** All processes of this machine with our trace. */
    private List<Long> running() throws IOException {
        var running = new ArrayList<Long>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                if (commandLine(process).contains(trace)) {
                    running.add(Long.valueOf(process.getFileName().toString()));
                }
            }
        }
        return running;
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), ISO_8859_1);
        } catch (IOException ended) {
            return "";
        }
    }
}
