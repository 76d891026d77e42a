package dev.corewatch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaseFileTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void makesOneDeathOfBothFiles() throws IOException {
        var log = file("haproxy.log", "[ALERT]    (7932) : Current worker (7934) exited with code 137 (Killed)\n");
        var kernelLog = file(
                "kernel.log",
                "3,862,4172134441,-;Memory cgroup out of memory: Killed process 7934 (haproxy) total-vm:184080kB\n");

        var told = CaseFile.of(log, kernelLog).withoutCore();

        assertThat(told.analysis().kind()).isEqualTo(CrashKind.OUT_OF_MEMORY);
        assertThat(told.analysis().notes()).hasSize(3);
    }

    @Test
    void isSilentWhenTheFilesTellOfNoDeath() throws IOException {
        var quiet = CaseFile.of(file("haproxy.log", "[NOTICE] (1) : Loading success.\n"), null);

        assertThat(quiet.isSilent()).isTrue();
        assertThat(CaseFile.of(null, null).isSilent()).isTrue();
    }

    @Test
    void readsWholeLinesOfTheTailOnly() throws IOException {
        var file = file("log", "first\nsecond\nthird\nlast");

        assertThat(tail(file, 10)).containsExactly("third", "last");
        assertThat(tail(file, 9)).containsExactly("last");
        assertThat(tail(file, 11)).containsExactly("third", "last");
        assertThat(tail(file, 3)).isEmpty();
        assertThat(tail(file, 1000)).containsExactly("first", "second", "third", "last");
    }

    @Test
    void holdsOnlyTheBeginningOfALongLineAndMendsWhatIsNotUtf8() throws IOException {
        var file = directory.resolve("log");
        Files.write(file, ("x".repeat(1 << 20) + "\n\u00ff\n").getBytes(StandardCharsets.ISO_8859_1));

        var lines = tail(file, LogTail.BYTES);

        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().length()).isLessThan(10_000);
        assertThat(lines.getLast()).isEqualTo("\ufffd");
    }

    private static List<String> tail(Path file, long bytes) throws IOException {
        var lines = new ArrayList<String>();
        LogTail.read(file, bytes, line -> lines.add(line.text()));
        return lines;
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
