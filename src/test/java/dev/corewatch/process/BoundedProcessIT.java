package dev.corewatch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BoundedProcessIT {

    private static final Bounds TEN_SECONDS = Bounds.ofTime(Duration.ofSeconds(10));

    private final BoundedProcess processes = new BoundedProcess(Programs.installed());

    @TempDir
    Path dir;

    @Test
    void tellsTheExitCodeAndWhatWasWritten() throws Exception {
        var ended = exited(shell("echo out; echo err >&2; exit 3"), TEN_SECONDS);

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.output()).isEqualTo(new Output("out\n", "err\n", false));
        assertThat(ended.output().lastError()).isEqualTo("err");
    }

    @Test
    void tellsOfAProgramThatIsNotInstalled() throws Exception {
        assertThat(processes.run(Command.of("no-such-debugger"), TEN_SECONDS))
                .isEqualTo(new Outcome.NotFound("no-such-debugger"));
    }

    @Test
    void tellsOfAMissingProgramAroundIt() throws Exception {
        var wrapped = Command.of("true").within(new Confinement(List.of("no-such-wall", "--"), List.of()));

        assertThat(processes.run(wrapped, TEN_SECONDS)).isEqualTo(new Outcome.NotFound("no-such-wall"));
    }

    @Test
    void keepsTheBeginningOfEndlessOutputAndNeverBlocksItsWriter() throws Exception {
        var bounds = new Bounds(Duration.ofSeconds(10), 0, 1000);

        var ended = exited(shell("head -c 5000000 /dev/zero | tr '\\0' x"), bounds);

        assertThat(ended.code()).isZero();
        assertThat(ended.output().out()).hasSize(1000);
        assertThat(ended.output().cut()).isTrue();
    }

    @Test
    void quotesOnlyTheBeginningOfAnErrorThatIsOneLongLine() throws Exception {
        var ended = exited(shell("head -c 500000 /dev/zero | tr '\\0' x >&2"), TEN_SECONDS);

        assertThat(ended.output().lastError()).hasSize(300);
    }

    @Test
    void killsWhatTakesTooLongWithItsChildren() throws Exception {
        var pids = dir.resolve("pids");

        var outcome = processes.run(
                shell("sleep 1000 & echo $! $$ > " + pids + "; wait"), Bounds.ofTime(Duration.ofSeconds(1)));

        assertThat(outcome).isInstanceOf(Outcome.TimedOut.class);
        assertThat(alive(pids)).isEmpty();
    }

    @Test
    void killsADaemonThatLeftSessionAndParent() throws Exception {
        var pids = dir.resolve("pids");
        var daemon = "(setsid sh -c 'echo $$ > %s; exec sleep 1000' &) ; while [ ! -s %s ]; do :; done"
                .formatted(pids, pids);

        var ended = exited(shell(daemon), TEN_SECONDS);

        assertThat(ended.code()).isZero();
        assertThat(alive(pids)).isEmpty();
    }

    @Test
    void hidesItsOwnEnvironmentAndGivesWhatIsAsked() throws Exception {
        var command = new Command(List.of("env"), Map.of("ASKED", "for"), Confinement.NONE);

        var names = exited(command, TEN_SECONDS).output().out().lines().map(line -> line.replaceAll("=.*", ""));

        assertThat(names).containsExactlyInAnyOrder("PATH", "LC_ALL", "ASKED", ProcessTree.MARK);
    }

    @Test
    void limitsTheAddressSpace() throws Exception {
        var greedy = shell("head -c 300000000 /dev/zero | tail -c 300000000 | wc -c");
        var bounds = new Bounds(Duration.ofSeconds(30), 100L << 20, 1 << 16);

        assertThat(exited(greedy, TEN_SECONDS).output().out().strip()).isEqualTo("300000000");
        assertThat(exited(greedy, bounds).output().out().strip()).isEqualTo("0");
    }

    @Test
    void givesNothingToReadAndMakesNoCore() throws Exception {
        assertThat(exited(shell("wc -c; ulimit -c"), TEN_SECONDS)
                        .output()
                        .out()
                        .lines()
                        .map(String::strip))
                .containsExactly("0", "0");
    }

    private Outcome.Exited exited(Command command, Bounds bounds) throws InterruptedException {
        return assertThat(processes.run(command, bounds))
                .asInstanceOf(type(Outcome.Exited.class))
                .actual();
    }

    private static Command shell(String script) {
        return Command.of("sh", "-c", script);
    }

    private static List<String> alive(Path pids) throws Exception {
        return List.of(Files.readString(pids).strip().split("\\s+")).stream()
                .filter(pid -> ProcessHandle.of(Long.parseLong(pid))
                        .map(ProcessHandle::isAlive)
                        .orElse(false))
                .toList();
    }
}
