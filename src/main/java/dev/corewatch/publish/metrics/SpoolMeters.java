package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Meters of what the spool holds, as it was last told. A state that is not named any more shows 0. */
public final class SpoolMeters {

    private final AtomicLong bytes = new AtomicLong();
    private final Map<String, AtomicLong> occurrences = new LinkedHashMap<>();

    /**
     * Registers everything at 0.
     *
     * @param states the words for how far an occurrence can have come
     */
    public SpoolMeters(MeterRegistry registry, Collection<String> states) {
        gauge(registry, MeterName.SPOOL_BYTES, bytes, List.of());
        for (var state : states) {
            var count = new AtomicLong();
            occurrences.put(state, count);
            gauge(registry, MeterName.SPOOL_OCCURRENCES, count, List.of(LabelValue.of(state)));
        }
    }

    /** What it holds now: bytes on disk and occurrences by state. */
    public void holds(long bytesOnDisk, Map<String, Long> byState) {
        bytes.set(bytesOnDisk);
        occurrences.forEach((state, count) -> count.set(byState.getOrDefault(state, 0L)));
    }

    private static void gauge(MeterRegistry registry, MeterName name, AtomicLong value, List<String> labels) {
        Gauge.builder(name.text(), value, AtomicLong::get)
                .description(name.meaning())
                .tags(AbsoluteCounter.tags(name, labels))
                .strongReference(true)
                .register(registry);
    }
}
