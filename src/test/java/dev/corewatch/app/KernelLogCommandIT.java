package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import dev.corewatch.lab.LabCrash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running kernel's own lines on HAProxys that the lab killed. */
final class KernelLogCommandIT {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void namesMemcpyInLibcForTheStorysLine() throws Exception {
        var crash = LabCrash.of("zlib", "zlib", "single");

        var place = place(crash, crash.kernelLog());

        assertThat(place.path("kind").asText()).isEqualTo("memory");
        assertThat(place.path("meaning").asText()).startsWith("read from 0x");
        assertThat(place.path("place").path("module").asText()).startsWith("libc");
        assertThat(place.path("frames").path(0).path("function").asText()).matches(".*mem(cpy|move).*");
        assertThat(place.path("remarks").toString()).contains("nothing proves to be the file that crashed");
        assertThat(place.path("count").asInt()).isEqualTo(1);
        assertThat(text(crash)).contains("SIGSEGV in memcpy, libc");
    }

    @Test
    void namesFunctionAndLineOfAFailedBugOn() throws Exception {
        var crash = LabCrash.of("bug-on", "zlib", "single");

        var place = place(crash, crash.kernelLog());

        assertThat(place.path("kind").asText()).isEqualTo("assertion");
        assertThat(functions(place)).contains("debug_parse_cli_bug");
        assertThat(place.path("frames").findValuesAsText("file")).contains("src/debug.c");
    }

    /** Linux before 6.7 names the mapping alone: the same line without the offset must lead to the same function. */
    @Test
    void namesTheSameFunctionByTheOlderKernelsBracket() throws Exception {
        var crash = LabCrash.of("bug-on", "zlib", "single");
        var newer = Files.readString(crash.kernelLog());
        var older = Pattern.compile(" in ([^\\[]+)\\[[0-9a-f]+,").matcher(newer).replaceAll(" in $1[");
        assertThat(older).isNotEqualTo(newer);

        var place = place(crash, Files.writeString(directory.resolve("older.log"), older));

        assertThat(place.path("place").path("ofFile").asBoolean()).isFalse();
        assertThat(functions(place)).isEqualTo(functions(place(crash, crash.kernelLog())));
    }

    @Test
    void refusesAFileThatCannotBeTheOneThatCrashed() throws Exception {
        var crash = LabCrash.of("bug-on", "zlib", "single");
        var other = LabCrash.of("zlib", "musl", "single");

        var shell = Shell.run(
                "kernel-log",
                crash.kernelLog().toString(),
                "--exe",
                other.executable().toString(),
                "--output",
                "json");

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        assertThat(shell.out()).contains("doesn't fit the line").doesNotContain("debug_parse_cli_bug");
    }

    @Test
    void givesTheOneFrameOfAReportWithoutACoreItsFunction() throws Exception {
        var crash = LabCrash.of("bug-on", "zlib", "single");

        var shell = run("analyze", crash, "--kernel-log", crash.kernelLog().toString(), "--output", "json");

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        var report = Json.mapper().readTree(shell.out());
        assertThat(report.path("stack").path("trust").asText()).isEqualTo("unverified");
        assertThat(report.path("stack").path("frames").findValuesAsText("function"))
                .contains("debug_parse_cli_bug");
        assertThat(report.path("stack").path("reasons").toString()).contains("nothing proves");
    }

    private static List<String> functions(JsonNode place) {
        return place.path("frames").findValuesAsText("function");
    }

    private static JsonNode place(LabCrash crash, Path log) throws IOException {
        var shell = run("kernel-log", crash, log.toString(), "--output", "json");
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        var places = Json.mapper().readTree(shell.out()).path("places");
        assertThat(places).as(shell.out()).hasSize(1);
        return places.path(0);
    }

    private static String text(LabCrash crash) {
        return run("kernel-log", crash, crash.kernelLog().toString()).out();
    }

    private static Shell run(String command, LabCrash crash, String... more) {
        var words = new ArrayList<>(List.of(command, "--exe", crash.executable().toString()));
        crash.debugDirectory().ifPresent(debug -> words.addAll(List.of("--debug-dir", debug.toString())));
        words.addAll(List.of(more));
        return Shell.run(words.toArray(String[]::new));
    }
}
