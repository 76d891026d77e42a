package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;

/** What becomes of the reports that the controller is sent. */
public final class IngestMeters {

    private final MeterRegistry registry;

    /**
     * Registers everything at 0.
     *
     * @param outcomes all that there are
     */
    public IngestMeters(MeterRegistry registry, Collection<String> outcomes) {
        this.registry = registry;
        outcomes.forEach(this::counter);
    }

    /** One report; the outcomes are the constructor's. */
    public void report(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return Counter.builder(MeterName.REPORTS.text())
                .description(MeterName.REPORTS.meaning())
                .tags(AbsoluteCounter.tags(MeterName.REPORTS, List.of(LabelValue.of(outcome))))
                .register(registry);
    }
}
