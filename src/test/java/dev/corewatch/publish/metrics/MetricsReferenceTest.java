package dev.corewatch.publish.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/metrics.md is made from {@link MeterName}; UPDATE_DOCS=1 in the environment writes it anew. */
final class MetricsReferenceTest {

    private static final Path PAGE = Path.of("docs/metrics.md");
    private static final Pattern FAMILY = Pattern.compile("^# TYPE (\\S+) (\\S+)$", Pattern.MULTILINE);

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        var page = page();
        if (System.getenv("UPDATE_DOCS") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/metrics.md; run UPDATE_DOCS=1 scripts/maven test -Dtest=MetricsReferenceTest")
                .isEqualTo(page);
    }

    @Test
    void everyMeterOfTheTableIsExposedUnderItsNameAndNoOther() {
        var exposition = new Exposition();
        var registry = exposition.registry();
        CrashMeters.ofCluster(registry).watch(new Workload("n", "w", "c", null, null, null));
        new PipelineMeters(registry, List.of("too_large"));
        new GapMeters(registry, InstantSource.system());
        new KernelLogMeters(registry);
        new SpoolMeters(registry, List.of("kept"));
        DeliveryMeters.watch(registry, new Queue());
        new IngestMeters(registry, List.of("taken"));
        KernelMeters.watch(registry, new Kernel());
        ControllerMeters.watch(registry, () -> true);
        var exposed = FAMILY.matcher(exposition.text())
                .results()
                .map(family -> family.group(1) + " " + family.group(2))
                .filter(family -> !family.contains("_max "))
                .collect(Collectors.toCollection(TreeSet::new));
        var table = Arrays.stream(MeterName.values())
                .map(meter -> meter.text() + " " + type(meter))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(exposed).isEqualTo(table);
    }

    private record Queue() implements DeliveryMeters.Queue {

        @Override
        public long waiting() {
            return 0;
        }

        @Override
        public long dropped() {
            return 0;
        }

        @Override
        public long refused() {
            return 0;
        }
    }

    private record Kernel() implements KernelMeters.Kernel {

        @Override
        public boolean ownsPattern() {
            return true;
        }

        @Override
        public long drifts() {
            return 0;
        }

        @Override
        public boolean isGuarded() {
            return true;
        }
    }

    private static String page() {
        return """
                # Metrics

                Made from `dev.corewatch.publish.metrics`; served at `/metrics`. Every series exists at 0 from the start: a series born at 1
                has no `increase()`, and the first crash would never alert. Values of labels are bounded and hold only letters, digits
                and `_ . : / -`; what is beyond a bound is `other`.

                | metric | type | labels | meaning |
                |---|---|---|---|
                %s
                ## Values

                | label | values |
                |---|---|
                | `signal` | %s |
                | `missing` | %s |
                | `step` | %s |
                | `outcome` | `success`, `failure` |
                | `kind` | %s |
                | `haproxy` | `true`, `false` |
                | `module` | %s |
                | `signature` | ids, at most %d series (a controller: %d), then `other` for each workload |
                | `namespace`, `workload`, `container` | at most %d containers (a controller: %d), then `other` |

                Buckets of `corewatch_step_seconds`, in seconds: %s. Buckets of `corewatch_core_bytes`: %s.
                Each histogram has a gauge `..._max` beside it: the largest value of the last minutes.

                ## An alert

                ```yaml
                - alert: HAProxyCrashed
                  expr: sum by (namespace, workload) (increase(corewatch_crashes_total[10m])) > 0
                ```
                """.formatted(
                Arrays.stream(MeterName.values()).map(MetricsReferenceTest::row).collect(Collectors.joining()),
                code(LabelValue.SIGNALS),
                code(LabelValue.CHANNELS),
                code(LabelValue.STEPS),
                code(LabelValue.KINDS),
                code(LabelValue.MODULES),
                CrashMeters.SIGNATURES,
                CrashMeters.SIGNATURES_OF_A_CLUSTER,
                CrashMeters.WORKLOADS,
                CrashMeters.WORKLOADS_OF_A_CLUSTER,
                PipelineMeters.STEP_BUCKETS.stream()
                        .map(bound -> String.format(Locale.ROOT, "%s", bound.toMillis() / 1000.0))
                        .collect(Collectors.joining(", ")),
                PipelineMeters.CORE_BUCKETS.stream()
                        .map(bound -> String.format(Locale.ROOT, "%.0e", bound))
                        .collect(Collectors.joining(", ")));
    }

    private static String row(MeterName meter) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        meter.text(),
                        type(meter),
                        meter.labels().isEmpty() ? "-" : code(meter.labels()),
                        meter.meaning());
    }

    private static String type(MeterName meter) {
        return meter.type().name().toLowerCase(Locale.ROOT);
    }

    private static String code(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
    }
}
