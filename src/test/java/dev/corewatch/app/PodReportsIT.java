package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.app.config.ReportConfig;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import dev.corewatch.json.Json;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent queues for a controller that isn't there. */
final class PodReportsIT {

    private static final URI NOBODY = URI.create("https://localhost:1");

    @TempDir
    private Path spool;

    @Test
    void queuesCrashesOfPodsRedactedAndOverARestart() throws IOException {
        var redactor = new Redactor(List.of(Pattern.compile("thing_two")));
        try (var reports = PodReports.of(new Settings(spool), NOBODY, spool, redactor)) {
            reports.start();
            reports.publish(crash("web-1"), null);
            reports.publish(crash(null), null);
            assertThat(reports.waiting()).isEqualTo(1);
        }

        try (var again = PodReports.of(new Settings(spool), NOBODY, spool, redactor)) {
            again.start();
            assertThat(again.waiting()).isEqualTo(1);
            assertThat(again.dropped()).isZero();
            assertThat(again.refused()).isZero();
        }
        var queued =
                Files.readString(spool.resolve("reports").resolve(crash("web-1").id() + ".json"));
        assertThat(queued).contains("\"pod\":\"web-1\"").doesNotContain("thing_two");
    }

    @Test
    void sendsItsTokenOverHttpsOnly() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> PodReports.of(
                        new Settings(spool), URI.create("http://corewatch:9443"), spool, new Redactor(List.of())))
                .withMessageContaining("https://HOST:PORT");
    }

    private static Occurrence crash(@Nullable String pod) throws IOException {
        var text = Files.readString(Path.of("src/test/resources/publish/zlib.json"));
        var raw = Json.mapper().readValue(text, Occurrence.class);
        return new Occurrence(
                raw.schema(),
                raw.id(),
                raw.revision(),
                raw.captured(),
                raw.identity(),
                new Workload("ns", "web", "haproxy", pod, "node-1", null),
                raw.gaps(),
                raw.core(),
                raw.report());
    }

    private record Settings(Path directory) implements ReportConfig {

        @Override
        public Optional<URI> url() {
            return Optional.of(NOBODY);
        }

        @Override
        public Path tokenFile() {
            return directory.resolve("token");
        }

        @Override
        public Path caFile() {
            return directory.resolve("ca.crt");
        }

        @Override
        public int maxReports() {
            return 10;
        }

        @Override
        public MemorySize maxBytes() {
            return new MemorySize(BigInteger.valueOf(1 << 20));
        }
    }
}
