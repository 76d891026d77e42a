package dev.corewatch.kubernetes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart's custom resource definitions are made from the Java types; UPDATE_DOCS=1 in the environment writes them anew. */
final class CrdTest {

    private static final Path CHART = Path.of("helm/corewatch/crds");

    @TempDir
    Path generated;

    @Test
    void theChartsDefinitionsSayWhatTheTypesSay() throws IOException {
        new CRDGenerator()
                .customResourceClasses(HAProxyCrash.class)
                .inOutputDir(generated.toFile())
                .generate();
        var definition = Files.readString(generated.resolve("haproxycrashes.corewatch.dev-v1.yml"));
        var file = CHART.resolve("haproxycrashes.corewatch.dev.yaml");
        if (System.getenv("UPDATE_DOCS") != null) {
            Files.createDirectories(CHART);
            Files.writeString(file, definition);
        }
        assertThat(Files.readString(file))
                .as(file + "; run UPDATE_DOCS=1 scripts/maven test -Dtest=CrdTest")
                .isEqualTo(definition);
    }
}
