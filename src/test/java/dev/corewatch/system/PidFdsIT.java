package dev.corewatch.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes that end. */
final class PidFdsIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ProcessTable processes = new ProcessTable(Path.of("/proc"));

    @ParameterizedTest
    @CsvSource({"kill -KILL $$, 9", "exit 139, 0"})
    void tellsHowAProcessEndedWhomItsParentHasWaitedFor(String end, int signal) throws Exception {
        var dying = new ProcessBuilder("sh", "-c", "read x; " + end).start();
        try (var process = PidFd.open((int) dying.pid())) {
            assertThat(PidFds.ended(List.of(process), Duration.ZERO)).isEmpty();
            dying.getOutputStream().close();
            dying.waitFor();

            assertThat(PidFds.ended(List.of(process), SOON)).containsExactly(process);
            assertThat(process.exitStatus()).contains(new ExitStatus(signal, false)); // from Linux 6.15 on
        }
    }

    @Test
    void tellsHowAProcessEndedForWhomNobodyWaits() throws Exception {
        var careless = new ProcessBuilder("python3", "-c", """
                import subprocess, time
                child = subprocess.Popen(["sh", "-c", "read x; kill -KILL $$"])
                print(child.pid, flush=True)
                time.sleep(60)
                """).start();
        try {
            int pid = Integer.parseInt(careless.inputReader(UTF_8).readLine());
            var key = processes.get(pid).orElseThrow().key();
            try (var process = PidFd.open(pid)) {
                careless.getOutputStream().close();

                assertThat(PidFds.ended(List.of(process), SOON)).containsExactly(process);
                assertThat(process.exitStatus()).isEmpty();
                assertThat(processes.exitStatus(key)).contains(new ExitStatus(9, false));
                assertThat(processes.exitStatus(new ProcessKey(pid, key.startTime() + 1)))
                        .isEmpty();
            }
        } finally {
            careless.destroyForcibly();
        }
    }

    @Test
    void tellsNothingOfOneThatRuns() throws IOException {
        var own = processes.get((int) ProcessHandle.current().pid()).orElseThrow();
        try (var process = PidFd.open(own.pid())) {
            assertThat(process.exitStatus()).isEqualTo(Optional.empty());
            assertThat(processes.exitStatus(own.key())).isEmpty();
        }
    }
}
