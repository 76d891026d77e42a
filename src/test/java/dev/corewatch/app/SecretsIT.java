package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.lab.LabCrash;
import dev.corewatch.spool.SpoolCatalog;
import dev.corewatch.spool.SpoolLayout;
import dev.corewatch.spool.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real HAProxy dies of a request full of secrets, new each time (the lab's {@code Poison}), and others stand in its log. None may be in
 * anything that leaves: every output of the sidecar and of each command, every file of the store, and of the spool all but the core, the raw
 * analysis and the libraries. "orders" is in the request's path and secret by the operator's rule alone.
 */
final class SecretsIT {

    private static final String OWN = "orders";

    @TempDir
    Path dir;

    private final Map<String, String> outputs = new LinkedHashMap<>();
    private final List<String> secrets = new ArrayList<>(List.of(OWN));
    private String id = "";

    @BeforeEach
    void letTheDebuggersUserPass() throws IOException {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));
    }

    @Test
    void nothingThatLeavesHoldsASecret() throws Exception {
        var crash = LabCrash.of("zlib", "zlib", "master");
        secrets.addAll(crash.secrets());
        sidecar(crash);
        assertThat(outputs)
                .as("what was searched")
                .containsKeys("/metrics", "store/report.html", "store/occurrence.json")
                .containsKeys("spool/spool/" + id + "/state.json", "spool/groups/default/haproxy/haproxy/crashes.json");
        assertThat(outputs.get("store/report.json")).contains("/webhook/[redacted]/[redacted]?[redacted]");
        commands(crash);

        for (var secret : secrets) {
            assertThat(outputs)
                    .allSatisfy((place, text) -> assertThat(text)
                            .as("%s, searched for %s", place, secret)
                            .doesNotContain(secret));
        }
    }

    private void sidecar(LabCrash crash) throws Exception {
        var cores = Files.createDirectory(dir.resolve("cores"));
        var store = Files.createDirectory(dir.resolve("store"));
        var variables = Map.of(
                "COREWATCH_STORE_DIRECTORY",
                store.toString(),
                "COREWATCH_ANALYZE_REDACT",
                "no-such-\\d+\n" + OWN.replace("d", "[d]"),
                "QUARKUS_LOG_CONSOLE_JSON_ENABLED",
                "true");
        try (var sidecar = RunningRole.start(dir, cores, variables)) {
            Files.move(Files.copy(crash.core(), dir.resolve("core")), cores.resolve("core.haproxy.1"));
            var spool = new SpoolCatalog(new SpoolLayout(dir.resolve("spool")));
            id = sidecar.until(
                    "all is stored",
                    () -> spool.occurrences().stream()
                            .filter(entry -> entry.state().step() == Step.DONE)
                            .findFirst()
                            .map(entry -> entry.state().id())
                            .orElse(null));
            for (var path : List.of("/metrics", "/livez", "/readyz", "/health")) {
                outputs.put(path, sidecar.get(path));
            }
            outputs.put("the sidecar's log", sidecar.log());
        }
        for (var file : files(store)) {
            outputs.put("store/" + file.getFileName(), read(file));
        }
        for (var file : files(dir.resolve("spool"))) {
            outputs.put(dir.relativize(file).toString(), read(file));
        }
        assertThat(read(dir.resolve("spool/spool/" + id + "/analysis.json")))
                .as("what there was to redact")
                .contains(crash.secrets().getFirst(), OWN);
    }

    private void commands(LabCrash crash) throws Exception {
        var spool = dir.resolve("spool").toString();
        var log = plantedLog(crash).toString();
        var core = crash.core().toString();
        var debug = crash.debugDirectory().orElseThrow().toString();
        var exe = crash.executable().toString();
        for (var format : List.of("text", "json", "markdown", "html")) {
            run("analyze", core, "--exe", exe, "--debug-dir", debug, "--log", log, "--output", format);
            run("analyze", "--log", log, "--output", format);
            run("show", id, "--spool", spool, "--output", format);
        }
        assertThat(outputs.values()).anyMatch(text -> text.contains("HAProxy's log: corrupt {[redacted]} POST /x 200"));
        run("show", id, "--spool", spool, "--all-threads");
        for (var format : List.of("text", "json")) {
            run("list", "--spool", spool, "--output", format);
            run("list", "--occurrences", "--spool", spool, "--output", format);
            run("signature", log, "--output", format);
        }
        run("bundle", id, "--spool", spool);
        run("ack", id, "--spool", spool);
        outputs.put("debug", launched("debug", id, "--spool", spool, "--debug-dir", debug));
        outputs.put("analyze by the launcher", launched("analyze", core, "--exe", exe, "--debug-dir", debug));
        assertThat(outputs.get("debug")).contains("request  method", "POST");
        assertThat(outputs.get("analyze by the launcher")).contains("/webhook/[redacted]/[redacted]");
    }

    /** In this process, with the rule as an option. */
    private void run(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        if (!arguments[0].equals("ack")) {
            words.addAll(List.of("--redact", OWN));
        }
        var shell = Shell.run(words.toArray(String[]::new));
        assertThat(shell.exitCode()).as(words + shell.err()).isIn(0, ExitCode.NOT_A_CORE);
        outputs.put(String.join(" ", words), shell.out() + shell.err());
    }

    /** As a shell starts it, with the rule in the environment and nothing to read. */
    private String launched(String... arguments) throws Exception {
        var words = new ArrayList<>(List.of(Program.path()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("COREWATCH_ANALYZE_REDACT", OWN);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** The lab's log, and before it lines that speak of corruption, each with a secret in a shape of its own. */
    private Path plantedLog(LabCrash crash) throws IOException {
        var lines = List.of(
                "corrupt {shop.example|%s} POST /x 200".formatted(secret(base64(6))),
                "corrupt /webhook/%s/x?%s 200".formatted(secret(hex(8)), secret(hex(5))),
                "corrupt Authorization: Basic %s".formatted(secret(base64(9))),
                "corrupt set-cookie: sid=%s".formatted(secret(hex(5))),
                "corrupt https://joe:%s@shop.example/token/%s#%s"
                        .formatted(secret(hex(5)), secret(hex(5)), secret(hex(5))),
                "corrupt %s and eyJhbGciOiJIUzI1NiJ9.%s.x and /%s"
                        .formatted(secret(UUID.randomUUID().toString()), secret(base64(12)), OWN));
        var log = dir.resolve("haproxy.log");
        return Files.writeString(log, String.join("\n", lines) + "\n" + Files.readString(crash.log()));
    }

    private String secret(String text) {
        secrets.add(text);
        return text;
    }

    private static String hex(int bytes) {
        return HexFormat.of().formatHex(random(bytes));
    }

    private static String base64(int bytes) {
        return Base64.getEncoder().encodeToString(random(bytes));
    }

    private static byte[] random(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return random;
    }

    private static List<Path> files(Path root) throws IOException {
        var held = List.of("core", "core.zst", "analysis.json");
        try (var files = Files.walk(root)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !held.contains(String.valueOf(file.getFileName())))
                    .filter(file -> !root.relativize(file).startsWith("objects"))
                    .toList();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, UTF_8);
    }
}
