package dev.corewatch.capture.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreProcess;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a directory in place of /proc. */
final class ProcessLivenessTest {

    @TempDir
    Path proc;

    @Test
    void knowsAProcessByItsPidInItsOwnNamespace() throws IOException {
        process(1234, "haproxy", 'S', "1234\t7");
        var liveness = observed();
        assertThat(liveness.of(dead(7, "haproxy"))).isEqualTo(Liveness.State.ALIVE);
        assertThat(liveness.of(dead(1234, "haproxy"))).isEqualTo(Liveness.State.UNKNOWN);
    }

    @Test
    void saysGoneOnlyOfAProcessThatItSaw() throws IOException {
        process(1234, "haproxy", 'S', "1234\t7");
        var liveness = observed();
        process(1234, "haproxy", 'Z', "1234\t7");
        liveness.observe();
        assertThat(liveness.of(dead(7, "haproxy"))).isEqualTo(Liveness.State.GONE);
        assertThat(liveness.of(dead(7, "another"))).isEqualTo(Liveness.State.UNKNOWN);
        assertThat(liveness.of(dead(8, "haproxy"))).isEqualTo(Liveness.State.UNKNOWN);
    }

    @Test
    void knowsNothingWithoutProc() {
        var liveness = new ProcessLiveness(new ProcessTable(proc.resolve("nothing")));
        liveness.observe();
        assertThat(liveness.of(dead(7, "haproxy"))).isEqualTo(Liveness.State.UNKNOWN);
    }

    private ProcessLiveness observed() {
        var liveness = new ProcessLiveness(new ProcessTable(proc));
        liveness.observe();
        return liveness;
    }

    private void process(int pid, String command, char state, String namespacePids) throws IOException {
        var directory = Files.createDirectories(proc.resolve(String.valueOf(pid)));
        var rest = " 1 12 12 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 8742 1 2 3";
        Files.writeString(directory.resolve("stat"), pid + " (" + command + ") " + state + rest);
        Files.writeString(
                directory.resolve("status"),
                "Name:\t" + command + "\nUid:\t99\t99\t99\t99\nNSpid:\t" + namespacePids + "\n");
    }

    private static CoreProcess dead(int pid, String command) {
        return new CoreProcess(pid, 0, 0, command, null);
    }
}
