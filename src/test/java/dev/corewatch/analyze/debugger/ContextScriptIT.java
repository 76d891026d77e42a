package dev.corewatch.analyze.debugger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.objects.Libraries;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.process.Sandbox;
import dev.corewatch.process.SandboxUser;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gdb scripts on small processes with the shapes of HAProxy's structures that no package has (src/test/resources/gdb), and on damaged
 * ones. Their cores are gdb's own, so no kernel setting is needed.
 */
final class ContextScriptIT {

    @TempDir
    Path dir;

    @Test
    void readsTheRequestOutOfItsBufferAndTheAlgorithmOfItsDirectionFromVersion34() throws Exception {
        var answer = ask("v34");

        assertThat(answer.request())
                .isEqualTo(new RequestContext(
                        "PUT", "/upload/7", null, "fe", "thing_two", "two", "deflate", "request", "frame 0 local s"));
        assertThat(answer.haproxy()).isEqualTo(new HaproxyFacts("3.4.0", "zlib", 2, 3600L, "0x20"));
    }

    @Test
    void readsTheStreamsOwnAlgorithmFromVersion16() throws Exception {
        var answer = ask("v16");

        assertThat(answer.request())
                .isEqualTo(new RequestContext(
                        "POST", "/webhook/x", 200, "fe", "thing_two", "two", "gzip", "response", "frame 1 local s"));
        assertThat(answer.haproxy()).isEqualTo(new HaproxyFacts("1.6.7", "zlib", null, 300L, null));
    }

    @Test
    void tellsWhatCanBeReadInDamagedStructuresAndEnds() throws Exception {
        var answer = ask("hostile");

        var request = Objects.requireNonNull(answer.request());
        assertThat(request.frontend()).hasSize(4096).matches("x+");
        assertThat(request.backend()).isNull();
        assertThat(request.uri()).isNull();
        assertThat(request.status()).isEqualTo(503);
        assertThat(Objects.requireNonNull(answer.haproxy()).threads()).isNull();
        assertThat(answer.notes()).anyMatch(note -> note.contains("0x41414141"));
    }

    @Test
    void claimsTheOnlyStreamButNoneOfSeveral() throws Exception {
        var one = ask("many", "1");
        var three = ask("many", "3");

        assertThat(Objects.requireNonNull(one.request()).how()).isEqualTo("the only stream of the thread");
        assertThat(three.request()).isNull();
        assertThat(three.notes()).anyMatch(note -> note.startsWith("3 requests were in progress"));
    }

    private Answer.Stacks ask(String shape, String... arguments) throws Exception {
        var processes = new BoundedProcess(Programs.installed());
        var gdb = new Gdb(processes, new Sandbox(processes, SandboxUser.DEFAULT), Debugging.DEFAULT);
        try (var files = DebugFiles.create(died(shape, arguments), List.of())) {
            var answer = gdb.ask(files);
            assertThat(answer).as(String.join("\n", answer.notes())).isInstanceOf(Answer.Stacks.class);
            return (Answer.Stacks) answer;
        }
    }

    private CoreFiles died(String shape, String... arguments) throws Exception {
        var source = Path.of("src/test/resources/gdb", shape + ".c");
        var program = dir.resolve(shape);
        var core = Files.createTempDirectory(dir, shape).resolve("core");
        run("gcc", "-g", "-O0", "-Wl,--build-id", "-o", program.toString(), source.toString());
        run(
                List.of("gdb", "-nx", "-batch", "-ex", "run", "-ex", "gcore " + core, "--args", program.toString()),
                arguments);
        try (var channel = FileChannel.open(core)) {
            var image = CoreReader.read(channel);
            var found = Libraries.resolve(image, new LookupPlaces(program, null, null, true, List.of()));
            return new CoreFiles(core, image, found.modules(), found.executable());
        }
    }

    private static void run(List<String> words, String... more) throws Exception {
        run(Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private static void run(String... words) throws Exception {
        var process = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }
}
