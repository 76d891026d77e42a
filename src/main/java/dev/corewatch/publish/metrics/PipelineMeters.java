package dev.corewatch.publish.metrics;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Occurrence;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Meters of what the pipeline does: steps, cores, losses. All series exist from the start. */
public final class PipelineMeters {

    /** Upper bounds of a step's buckets. */
    static final List<Duration> STEP_BUCKETS = Stream.of(5, 25, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toList();

    /** Upper bounds of a core's buckets, in bytes. */
    static final List<Double> CORE_BUCKETS = List.of(1e6, 1e7, 1e8, 1e9, 1e10);

    private static final List<String> OUTCOMES = List.of("success", "failure");
    private final MeterRegistry registry;

    /**
     * Registers everything at 0.
     *
     * @param dropReasons why a core may be lost
     */
    public PipelineMeters(MeterRegistry registry, Collection<String> dropReasons) {
        this.registry = registry;
        LabelValue.STEPS.forEach(step -> OUTCOMES.forEach(outcome -> timer(step, outcome)));
        LabelValue.KINDS.forEach(this::coreBytes);
        dropReasons.forEach(reason -> counter(MeterName.DROPPED, LabelValue.of(reason)));
    }

    public void step(String step, boolean success, Duration took) {
        timer(LabelValue.oneOf(LabelValue.STEPS, step), success ? "success" : "failure")
                .record(took);
    }

    /** A core that is lost; the reasons are the constructor's. */
    public void dropped(String reason) {
        counter(MeterName.DROPPED, LabelValue.of(reason)).increment();
    }

    /** An occurrence, once: its core's size. */
    public void occurrence(Occurrence occurrence) {
        if (occurrence.core() != null) {
            coreBytes(kind(occurrence.core())).record((double) occurrence.core().bytes());
        }
    }

    private static String kind(CoreFacts core) {
        if (!core.complete()) {
            return "truncated";
        }
        return core.thin() ? "thin" : "full";
    }

    private Timer timer(String step, String outcome) {
        return Timer.builder(MeterName.STEP.text())
                .description(MeterName.STEP.meaning())
                .tags(AbsoluteCounter.tags(MeterName.STEP, List.of(step, outcome)))
                .serviceLevelObjectives(STEP_BUCKETS.toArray(Duration[]::new))
                .register(registry);
    }

    private DistributionSummary coreBytes(String kind) {
        return DistributionSummary.builder(MeterName.CORE_BYTES.text())
                .description(MeterName.CORE_BYTES.meaning())
                .tags(AbsoluteCounter.tags(MeterName.CORE_BYTES, List.of(kind)))
                .serviceLevelObjectives(
                        CORE_BUCKETS.stream().mapToDouble(Double::doubleValue).toArray())
                .register(registry);
    }

    private Counter counter(MeterName name, String label) {
        return Counter.builder(name.text())
                .description(name.meaning())
                .tags(AbsoluteCounter.tags(name, List.of(label)))
                .register(registry);
    }
}
