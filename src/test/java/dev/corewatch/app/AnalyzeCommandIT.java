package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import dev.corewatch.lab.LabCrash;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to die that the lab knows, in both modes: the report that {@code corewatch analyze} gives of it. */
final class AnalyzeCommandIT {

    @ParameterizedTest
    @CsvSource({
        "zlib, zlib, single",
        "zlib, zlib, master",
        "zlib, musl, single",
        "zlib, musl, master",
        "bug-on, zlib, single",
        "bug-on, zlib, master",
        "panic, zlib, single",
        "panic, zlib, master",
        "watchdog, zlib, single",
        "watchdog-request, zlib, master",
        "stack-overflow, zlib, single",
        "stack-overflow, zlib, master",
        "null-call, zlib, single",
        "null-call, zlib, master",
        "heap-corruption, zlib, single",
        "heap-corruption, zlib, master",
        "nodebug, nodebug, single",
        "nodebug, nodebug, master",
        "foreign-root, zlib, single",
        "foreign-root, zlib, master",
        "truncated-rlimit, zlib, single",
        "truncated-rlimit, zlib, master",
        "truncated-disk, zlib, single",
        "truncated-disk, zlib, master",
    })
    void saysWhatTheLabDidAndNoSecret(String scenario, String variant, String mode) throws Exception {
        var crash = LabCrash.of(scenario, variant, mode);

        var json = output(crash, "json");

        var report = Json.mapper().readTree(json);
        assertDeath(report, crash.expected());
        if (crash.expected().path("requestKnown").asBoolean(false)) {
            assertRequest(report, crash.expected());
        }
        assertThat(crash.secrets()).noneMatch(json::contains);
        if (mode.equals("single")) { // what the others are made of is all in the JSON, and of one making in both modes
            for (var format : List.of("text", "markdown", "html")) {
                var output = output(crash, format);
                assertThat(crash.secrets()).as(format).noneMatch(output::contains);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"oom, single, out-of-memory", "oom, master, out-of-memory", "sigkill, master, unknown"})
    void saysWithoutACoreWhatTheLogsTell(String scenario, String mode, String kind) throws Exception {
        var crash = LabCrash.of(scenario, "zlib", mode);

        var shell = Shell.run(
                "analyze",
                "--log",
                crash.log().toString(),
                "--kernel-log",
                crash.kernelLog().toString(),
                "--output",
                "json");

        assertThat(shell.exitCode()).as(shell.err()).isZero();
        var report = Json.mapper().readTree(shell.out());
        assertThat(report.path("kind").asText()).isEqualTo(kind);
        assertThat(report.path("signal").path("name").asText()).isEqualTo("SIGKILL");
        assertThat(report.has("core")).isFalse();
        assertThat(crash.secrets()).noneMatch(shell.out()::contains);
    }

    private static void assertDeath(JsonNode report, JsonNode expected) {
        assertThat(report.path("kind").asText()).isEqualTo(expected.path("kind").asText());
        assertThat(report.path("signal").path("name").asText())
                .isEqualTo(expected.path("signal").asText());
        assertThat(report.path("core").path("complete").asBoolean())
                .isEqualTo(expected.path("core").asText().equals("whole"));
        if (!report.path("core").path("complete").asBoolean()) {
            assertThat(report.path("core").path("missingBytes").asLong()).isPositive();
            assertThat(report.path("stack").path("trust").asText()).isEqualTo("partial");
            return;
        }
        assertThat(report.path("deliberate").asBoolean())
                .isEqualTo(expected.path("deliberate").asBoolean());
        assertThat(report.path("signature").path("id").asText()).matches("[0-9a-f]{16}");
    }

    private static void assertRequest(JsonNode report, JsonNode expected) {
        var request = report.path("request");
        for (var name : List.of("method", "status", "frontend", "backend", "server", "algorithm", "direction")) {
            assertThat(request.path(name)).as(name).isEqualTo(expected.path(name));
        }
        assertThat(request.path("uri").asText()).startsWith("/webhook/").contains("[redacted]");
        assertThat(report.path("haproxy").path("compression")).isEqualTo(expected.path("compression"));
    }

    private static String output(LabCrash crash, String format) {
        var arguments = new ArrayList<>(List.of(
                "analyze", crash.core().toString(), "--exe", crash.executable().toString(), "--output", format));
        crash.debugDirectory().ifPresent(dir -> arguments.addAll(List.of("--debug-dir", dir.toString())));
        crash.sysroot().ifPresent(dir -> arguments.addAll(List.of("--sysroot", dir.toString())));
        var shell = Shell.run(arguments.toArray(String[]::new));
        assertThat(shell.exitCode()).as(shell.err()).isZero();
        return shell.out();
    }
}
