package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as people start them: a process each, by the launcher, on the class path that it gives to commands. */
final class LauncherIT {

    @TempDir
    Path dir;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(dir.resolve("bt"), "#0  memcpy () from libc.so.6\n#1  process_stream () at src/stream.c:1\n");
        Files.writeString(
                dir.resolve("words"), "[ALERT] (1) : Current worker (12) exited with code 139 (Segmentation fault)\n");
        Files.writeString(
                dir.resolve("kernel"),
                "haproxy[610]: segfault at 7fdb0426e000 ip 00007fdb0403305b sp 00007ffee5ff8988 error 4 in libc.so.6[7fdb03fe2000+87000]\n");
        Files.createDirectory(dir.resolve("spool"));
    }

    @ParameterizedTest
    @CsvSource({
        "--version, 0, corewatch",
        "--help, 0, completion",
        "analyze --help, 0, --kernel-log",
        "analyze --log words, 0, exited with code 139",
        "analyze --log words --output json, 0, SIGSEGV",
        "analyze --kernel-log kernel --output html, 0, libc.so.6",
        "analyze words, 65, is not a core",
        "signature bt --output json, 0, process_stream",
        "known-fixes --version 2.6.12, 0, 2.6.12",
        "kernel-log kernel, 0, libc.so.6",
        "doctor --pid 0, 66, no process 0",
        "doctor --output json --container none, 66, --pid",
        "list --spool spool, 0, ''",
        "list --kubeconfig missing, 66, no kubeconfig to read at missing",
        "show 01abc -n shop --kubeconfig missing, 66, no kubeconfig to read at missing",
        "ack 01abc -A --kubeconfig missing, 66, no kubeconfig to read at missing",
        "ack 01abc --undo, 2, is for a cluster",
        "show 01abc --spool spool, 66, 01abc",
        "debug 01abc --spool spool, 66, 01abc",
        "ack 01abc --spool spool, 66, 01abc",
        "bundle 01abc --spool spool, 66, 01abc",
        "completion bash, 0, known-fixes",
        "sidecar --help, 0, Watch a directory",
        "agent --help, 0, every HAProxy",
        "no-such-command, 2, no-such-command",
    })
    void runsEveryCommand(String words, int exitCode, String said) throws Exception {
        var run = launch(List.of(words.split(" ")));

        assertThat(run.said()).contains(said).doesNotContain("NoClassDefFoundError", "\tat ");
        assertThat(run.exitCode()).as(run.said()).isEqualTo(exitCode);
    }

    @Test
    void takesArgumentsOutOfAFile() throws Exception {
        Files.writeString(dir.resolve("arguments"), "sidecar\n--help\n");

        assertThat(launch(List.of("@arguments")).said()).contains("Watch a directory");
    }

    /** It names what the manifest of quarkus-run.jar would; another Quarkus may want something else. */
    @Test
    void startsRolesAsQuarkusWantsThemStarted() throws Exception {
        var launcher = Files.readString(Path.of("target/corewatch"));
        try (var jar = new JarFile("target/quarkus-app/quarkus-run.jar")) {
            var manifest = jar.getManifest().getMainAttributes();

            assertThat(launcher).contains(" " + manifest.getValue("Main-Class") + " ");
            assertThat(manifest.getValue("Add-Opens").split(" "))
                    .allSatisfy(opened -> assertThat(launcher).contains("--add-opens=" + opened + "=ALL-UNNAMED "));
        }
    }

    /** A cache is good for class paths that begin with its own, and a jar that lacks is missed only when it is needed. */
    @Test
    void givesEachRoleTheJarsThatItNeeds() throws Exception {
        var app = Path.of("target/quarkus-app").toRealPath();
        var sidecar = classPath("sidecar");
        var controller = classPath("controller");

        assertThat(classPath("agent")).isEqualTo(sidecar);
        assertThat(controller).startsWith(sidecar.toArray(String[]::new));
        assertThat(sidecar).noneMatch(jar -> jar.contains("/io.fabric8."));
        try (var jar = new JarFile("target/quarkus-app/quarkus-run.jar")) {
            var packed = jar.getManifest().getMainAttributes().getValue("Class-Path");

            assertThat(controller)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(packed.split(" "))
                            .filter(path -> !path.contains("kubernetes-httpclient-vertx"))
                            .map(path -> app.resolve(path).toString())
                            .toList());
        }
    }

    /** As a java is given it that only says so. */
    private List<String> classPath(String role) throws Exception {
        Files.writeString(dir.resolve("release"), "JAVA_VERSION=\"25\"\n");
        var java = Files.writeString(
                Files.createDirectories(dir.resolve("bin")).resolve("java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        var builder = new ProcessBuilder("target/corewatch", role).redirectErrorStream(true);
        builder.environment().put("COREWATCH_JAVA_HOME", dir.toString());
        try (var said = builder.start().inputReader(UTF_8)) {
            var words = said.lines().toList();
            return List.of(words.get(words.indexOf("-cp") + 1).split(":"));
        }
    }

    private record Run(int exitCode, String said) {}

    private Run launch(List<String> words) throws Exception {
        var command = new ArrayList<>(List.of(Program.path()));
        command.addAll(words);
        var process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), said);
    }
}
