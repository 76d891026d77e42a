package dev.corewatch.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.analyze.debugger.Debugging;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.ResolvedModule;
import dev.corewatch.crash.Stack.Trust;
import dev.corewatch.crash.ThreadStack.Ended;
import dev.corewatch.json.Json;
import dev.corewatch.lab.LabCrash;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.process.Sandbox;
import dev.corewatch.process.SandboxUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real deaths of real HAProxys, real gdb and eu-stack. */
final class CoreAnalyzerIT {

    private static final JsonNode NOTHING = Json.mapper().createObjectNode();

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "zlib, zlib",
        "zlib, musl",
        "zlib, trixie",
        "zlib, bullseye",
        "watchdog-request, zlib",
        "watchdog-request, musl",
        "null-call, zlib",
        "heap-corruption, stock",
        "bug-on, zlib",
        "bug-on, trixie",
        "panic, zlib",
        "panic, musl",
        "watchdog, zlib",
    })
    void tellsWhatDiedAndOnWhichRequest(String scenario, String variant) throws Exception {
        var crash = LabCrash.of(scenario, variant);

        var analysis = analyze(crash.files());

        assertSaysWhatIsExpected(analysis, crash.expected());
        assertThat(analysis.debugger()).isEqualTo("gdb");
        assertThat(analysis.threads()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(analysis.stack().frames()).extracting(Frame::function).contains("run_poll_loop");
    }

    @Test
    void believesTheStorysStackAndShowsIt() throws Exception {
        var analysis = analyze(LabCrash.of("zlib", "zlib").files());

        assertThat(analysis.stack().trust())
                .as("%s", analysis.stack().reasons())
                .isEqualTo(Trust.VERIFIED);
        assertThat(Objects.requireNonNull(analysis.haproxy()).threads()).isEqualTo(2);
        assertThat(functions(analysis))
                .containsSubsequence(
                        "deflate",
                        "deflate_flush_or_finish",
                        "htx_compression_buffer_end",
                        "comp_http_payload",
                        "http_response_forward_body",
                        "process_stream",
                        "main");
        assertThat(analysis.stack().frames().getFirst().module()).endsWith("/libc.so.6");
        assertThat(analysis.stack().frames()).anySatisfy(frame -> {
            assertThat(frame.file()).isEqualTo("src/compression.c");
            assertThat(frame.line()).isEqualTo(612);
        });
    }

    @Test
    void needsNoRightsForFilesThatEverybodyMayRead() throws Exception {
        var crash = LabCrash.of("zlib", "zlib");
        var core = readable(crash.core(), "core");
        var program = readable(crash.executable(), "haproxy");
        var known = crash.files(program, null);
        var files = new CoreFiles(core, known.image(), undebugged(known.modules()), known.executable());

        var analysis = analyze(files);

        assertThat(analysis.notes()).isEmpty();
        assertThat(analysis.debugger()).isEqualTo("gdb");
        assertThat(functions(analysis)).contains("deflate", "main");
    }

    private Path readable(Path file, String name) throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        var copy = Files.copy(file, dir.resolve(name));
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r-xr-xr-x"));
        return copy;
    }

    /** Without what lies in the lab's cache, which only its owner may search. */
    private static List<ResolvedModule> undebugged(List<ResolvedModule> modules) {
        return modules.stream()
                .filter(resolved -> !resolved.module().path().contains("libfaults"))
                .map(resolved -> new ResolvedModule(resolved.module(), resolved.file(), null))
                .toList();
    }

    @Test
    void tellsAStackOverflowByItsInnermostFrames() throws Exception {
        var crash = LabCrash.of("stack-overflow", "zlib");

        var analysis = analyze(crash.files());

        assertSaysWhatIsExpected(analysis, crash.expected());
        assertThat(analysis.stack().trust()).isEqualTo(Trust.PARTIAL);
        assertThat(analysis.stack().frames()).hasSize(Debugging.FRAMES);
        assertThat(Objects.requireNonNull(analysis.request()).how()).isEqualTo("current task");
    }

    @Test
    void tellsWhatNamesTellWithoutDebugInformation() throws Exception {
        var analysis = analyze(LabCrash.of("nodebug", "nodebug").files());

        assertThat(analysis.kind()).isEqualTo(CrashKind.MEMORY);
        assertThat(functions(analysis)).contains("deflate", "process_stream");
        assertThat(analysis.request()).isNull();
        assertThat(Objects.requireNonNull(analysis.haproxy()).compression()).isEqualTo("zlib");
        assertThat(analysis.haproxy().threads()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"truncated-rlimit", "truncated-disk"})
    void saysOfACutCoreThatItIsCut(String scenario) throws Exception {
        var analysis = analyze(LabCrash.of(scenario, "zlib").files());

        assertThat(analysis.stack().trust()).isEqualTo(Trust.PARTIAL);
        assertThat(analysis.stack().reasons()).anyMatch(reason -> reason.contains("bytes are missing"));
        assertThat(analysis.kind()).isEqualTo(CrashKind.MEMORY);
    }

    @Test
    void neverUsesTheHostsLibrariesForACoreOfAnotherDistribution() throws Exception {
        var crash = LabCrash.of("foreign-root", "zlib");

        var analysis = analyze(crash.files());

        assertThat(analysis.stack().trust()).isNotEqualTo(Trust.VERIFIED);
        assertThat(analysis.stack().reasons()).anyMatch(reason -> reason.contains("libc.so.6"));
    }

    @Test
    void believesTheStackOfAnotherDistributionWithItsOwnRoot() throws Exception {
        var crash = LabCrash.of("foreign-root", "zlib");
        var root = Path.of(crash.facts().path("sysroot").asText());

        var analysis = analyze(crash.files(crash.executable(), root));

        assertThat(analysis.stack().trust())
                .as("%s", analysis.stack().reasons())
                .isEqualTo(Trust.VERIFIED);
        assertThat(functions(analysis)).containsSubsequence("deflate", "deflate_flush_or_finish", "main");
        assertSaysWhatIsExpected(analysis, crash.expected());
    }

    @Test
    void saysWhereMuslsCallersHadToBeSearched() throws Exception {
        var analysis = analyze(LabCrash.of("watchdog-request", "musl").files());

        assertThat(analysis.stack().trust()).isEqualTo(Trust.UNVERIFIED);
        assertThat(analysis.stack().reasons()).singleElement().asString().contains("searching the stack");
        assertThat(functions(analysis)).containsSubsequence("abort", "ha_panic", "deflate", "process_stream", "main");
    }

    @Test
    void answersAtOnceByEuStack() throws Exception {
        var analysis = analyzer(Debugging.DEFAULT)
                .firstAnswer(LabCrash.of("zlib", "zlib").files());

        assertThat(analysis.debugger()).isEqualTo("eu-stack");
        assertThat(analysis.kind()).isEqualTo(CrashKind.MEMORY);
        assertThat(analysis.stack().trust())
                .as("%s", analysis.stack().reasons())
                .isEqualTo(Trust.VERIFIED);
        assertThat(functions(analysis))
                .containsSubsequence("deflate", "deflate_flush_or_finish", "process_stream", "main");
    }

    @Test
    void gdbAndEuStackAgreeOnWhereItCrashed() throws Exception {
        var files = LabCrash.of("zlib", "zlib").files();

        var first = analyzer(Debugging.DEFAULT).firstAnswer(files).stack().frames();
        var full = analyze(files).stack().frames();

        assertThat(first.subList(0, 8)).extracting(Frame::offset).isEqualTo(offsets(full.subList(0, 8)));
        assertThat(first.subList(0, 8)).extracting(Frame::module).isEqualTo(modules(full.subList(0, 8)));
    }

    @Test
    void fallsBackToEuStackWhenGdbIsMissing() throws Exception {
        var bin = Files.createDirectory(dir.resolve("bin"));
        for (var name : List.of("eu-stack", "true", "prlimit", "unshare", "setpriv")) {
            Files.createSymbolicLink(
                    bin.resolve(name), Programs.installed().find(name).orElseThrow());
        }

        var analysis = analyzer(Programs.on(bin.toString()), Debugging.DEFAULT)
                .analyze(LabCrash.of("zlib", "zlib").files());

        assertThat(analysis.debugger()).isEqualTo("eu-stack");
        assertThat(analysis.notes()).anyMatch(note -> note.contains("apt-get install gdb"));
        assertThat(analysis.kind()).isEqualTo(CrashKind.MEMORY);
    }

    @Test
    void fallsBackToEuStackWhenGdbHitsItsMemoryLimit() throws Exception {
        var poor = new Debugging(Duration.ofSeconds(60), 100L << 20, List.of());

        var analysis = analyzer(poor).analyze(LabCrash.of("zlib", "zlib").files());

        assertThat(analysis.debugger()).isEqualTo("eu-stack");
        assertThat(analysis.notes()).anyMatch(note -> note.startsWith("gdb"));
    }

    @Test
    void fallsBackToEuStackWhenGdbTakesTooLong() throws Exception {
        var bin = Files.createDirectory(dir.resolve("slow"));
        Files.writeString(bin.resolve("gdb"), "#!/bin/sh\nexec sleep 1000\n");
        assertThat(bin.resolve("gdb").toFile().setExecutable(true)).isTrue();
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        var impatient = new Debugging(Duration.ofSeconds(2), 4L << 30, List.of());

        var analysis = analyzer(Programs.on(bin + ":" + System.getenv("PATH")), impatient)
                .analyze(LabCrash.of("zlib", "zlib").files());

        assertThat(analysis.debugger()).isEqualTo("eu-stack");
        assertThat(analysis.notes()).anyMatch(note -> note.contains("gdb was stopped after 2 s"));
    }

    @Test
    void keepsWhatGdbSaidBeforeItHung() throws Exception {
        var bin = Files.createDirectory(dir.resolve("hung"));
        var said =
                "{\"threads\":[{\"lwp\":7,\"crashed\":true,\"ended\":\"outermost\",\"frames\":[{\"function\":\"f\"}]}]}";
        Files.writeString(bin.resolve("gdb"), "#!/bin/sh\necho \"${COREWATCH_MARK}\"'" + said + "'\nexec sleep 1000\n");
        assertThat(bin.resolve("gdb").toFile().setExecutable(true)).isTrue();
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        var impatient = new Debugging(Duration.ofSeconds(2), 4L << 30, List.of());

        var analysis = analyzer(Programs.on(bin + ":" + System.getenv("PATH")), impatient)
                .analyze(LabCrash.of("zlib", "zlib").files());

        assertThat(analysis.debugger()).isEqualTo("gdb");
        assertThat(functions(analysis)).containsExactly("f");
        assertThat(analysis.notes()).anyMatch(note -> note.contains("gdb was stopped after 2 s"));
    }

    @Test
    void saysWhatTheCoreItselfTellsWhenNoDebuggerIsThere() throws Exception {
        var analysis = analyzer(Programs.on("/nowhere"), Debugging.DEFAULT)
                .analyze(LabCrash.of("zlib", "zlib").files());

        assertThat(analysis.debugger()).isEqualTo("none");
        assertThat(analysis.stack().trust()).isEqualTo(Trust.NONE);
        assertThat(Objects.requireNonNull(analysis.signal()).name()).isEqualTo("SIGSEGV");
        assertThat(analysis.notes()).anyMatch(note -> note.contains("elfutils"));
    }

    @Test
    void leavesNothingBehind() throws Exception {
        var before = directoriesOfOurs();
        analyze(LabCrash.of("zlib", "zlib").files());

        assertThat(directoriesOfOurs()).isSubsetOf(before); // what a killed process left is not ours to judge
    }

    private static List<String> directoriesOfOurs() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith("corewatch-debug"))
                    .toList();
        }
    }

    private static Analysis analyze(CoreFiles files) throws Exception {
        return analyzer(Debugging.DEFAULT).analyze(files);
    }

    private static CoreAnalyzer analyzer(Debugging debugging) {
        return analyzer(Programs.installed(), debugging);
    }

    private static CoreAnalyzer analyzer(Programs programs, Debugging debugging) {
        var processes = new BoundedProcess(programs);
        return new CoreAnalyzer(processes, new Sandbox(processes, SandboxUser.DEFAULT), debugging);
    }

    /** The lab says what must be said; a request only where one died. */
    private static void assertSaysWhatIsExpected(Analysis analysis, JsonNode expected) {
        assertThat(Json.mapper().convertValue(analysis.kind(), String.class))
                .isEqualTo(expected.path("kind").asText());
        assertThat(analysis.deliberate()).isEqualTo(expected.path("deliberate").asBoolean());
        assertThat(Objects.requireNonNull(analysis.signal()).name())
                .isEqualTo(expected.path("signal").asText());
        assertThat(Objects.requireNonNull(analysis.haproxy()).compression())
                .isEqualTo(expected.path("compression").asText());
        assertThat(analysis.threads().getFirst().ended()).isNotEqualTo(Ended.BROKEN);
        boolean known = expected.path("requestKnown").asBoolean();
        assertThat(row(analysis.request())).isEqualTo(row(known ? expected : NOTHING));
    }

    private static List<String> row(JsonNode expected) {
        return List.of("method", "status", "frontend", "backend", "server", "algorithm", "direction").stream()
                .map(name -> expected.path(name).asText())
                .toList();
    }

    private static List<String> row(@Nullable RequestContext request) {
        return row(
                request == null
                        ? Json.mapper().createObjectNode()
                        : Json.mapper().valueToTree(request));
    }

    private static List<@Nullable String> functions(Analysis analysis) {
        return analysis.stack().frames().stream()
                .<@Nullable String>map(Frame::function)
                .toList();
    }

    private static List<@Nullable String> offsets(List<Frame> frames) {
        return frames.stream().<@Nullable String>map(Frame::offset).toList();
    }

    private static List<@Nullable String> modules(List<Frame> frames) {
        return frames.stream().<@Nullable String>map(Frame::module).toList();
    }
}
