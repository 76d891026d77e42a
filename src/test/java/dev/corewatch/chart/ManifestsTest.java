package dev.corewatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The manifests for those without Helm are the chart's; UPDATE_DOCS=1 in the environment writes them anew. */
final class ManifestsTest {

    private static final Path MANIFEST = Path.of("manifests/corewatch.yaml");
    private static final String CLUSTER = "CLUSTER";

    @Test
    void theManifestsSayWhatTheChartSays() throws IOException {
        var manifest = head() + definitions() + objects();
        if (System.getenv("UPDATE_DOCS") != null) {
            Files.writeString(MANIFEST, manifest);
        }
        assertThat(Files.readString(MANIFEST))
                .as(MANIFEST + "; run UPDATE_DOCS=1 scripts/maven test -Dtest=ManifestsTest")
                .isEqualTo(manifest);
    }

    private static String head() {
        return """
                # Made from helm/corewatch. Write your cluster's name for %s, and your image.
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  labels:
                    # The agent is root in the nodes' pid namespace.
                    pod-security.kubernetes.io/enforce: privileged
                """.formatted(CLUSTER, Chart.NAMESPACE);
    }

    private static String definitions() throws IOException {
        var text = new StringBuilder();
        try (var files = Files.list(Chart.DIRECTORY.resolve("crds"))) {
            for (var file : files.sorted().toList()) {
                text.append("---\n").append(Files.readString(file));
            }
        }
        return text.toString();
    }

    /** Without what only Helm's releases have. */
    private static String objects() throws IOException {
        return Chart.rendered("cluster: {name: %s}".formatted(CLUSTER))
                .replaceAll("(?m)^# Source: .*\\n", "")
                .replaceAll("(?m)^ *helm\\.sh/chart: .*\\n", "")
                .replaceAll("(?m)^ *app\\.kubernetes\\.io/managed-by: Helm\\n", "");
    }
}
