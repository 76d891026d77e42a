package dev.corewatch.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.lab.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The helm program on a control plane, in one namespace; the lab builds it. */
final class HelmProgram {

    private final Path program;
    private final ControlPlane plane;
    private final String namespace;
    private final Path home;

    /** @param home for its own files */
    HelmProgram(ControlPlane plane, String namespace, Path home) throws IOException {
        this.program = Path.of(output(home, "src/test/lab/lab", "cluster", "helm"));
        this.plane = plane;
        this.namespace = namespace;
        this.home = home;
    }

    /** What it says; it must succeed. */
    String run(String... words) throws IOException {
        var command = new ArrayList<>(List.of(program.toString(), "--namespace", namespace));
        command.addAll(plane.helmOptions());
        command.addAll(List.of(words));
        return output(home, command.toArray(String[]::new));
    }

    private static String output(Path home, String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        for (var variable : List.of("HELM_CACHE_HOME", "HELM_CONFIG_HOME", "HELM_DATA_HOME")) {
            builder.environment().put(variable, home.toString());
        }
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.onExit().join().exitValue())
                .as("%s%n%s", String.join(" ", command), said)
                .isZero();
        return said;
    }
}
