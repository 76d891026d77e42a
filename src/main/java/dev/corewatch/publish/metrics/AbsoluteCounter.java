package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A counter of absolute numbers that somebody else keeps (on disk). A series shows the sum of its sources; a source's number never
 * falls. The number of series is bounded: what comes later is added to a series for the rest.
 */
final class AbsoluteCounter {

    private final MeterRegistry registry;
    private final MeterName name;
    private final int bound;
    private final Map<List<String>, Map<String, Long>> series = new HashMap<>();

    AbsoluteCounter(MeterRegistry registry, MeterName name, int bound) {
        this.registry = registry;
        this.name = name;
        this.bound = bound;
    }

    /**
     * Sets a source's number. A series that is new appears with it, never with less: a scrape in between would make the difference
     * look like news.
     *
     * @param labels of the series it belongs to
     * @param rest labels of the series that takes it when there are too many already
     */
    synchronized void set(List<String> labels, List<String> rest, String source, long value) {
        var place = series.containsKey(labels) || series.size() < bound ? labels : rest;
        var sources = series.get(place);
        if (sources != null) {
            sources.merge(source, value, Math::max);
            return;
        }
        var first = new ConcurrentHashMap<>(Map.of(source, value));
        series.put(place, first);
        FunctionCounter.builder(name.text(), first, AbsoluteCounter::sum)
                .description(name.meaning())
                .tags(tags(name, place))
                .register(registry);
    }

    static Tags tags(MeterName name, List<String> values) {
        var tags = Tags.empty();
        for (int i = 0; i < values.size(); i++) {
            tags = tags.and(name.labels().get(i), values.get(i));
        }
        return tags;
    }

    private static double sum(Map<String, Long> sources) {
        return sources.values().stream().mapToLong(Long::longValue).sum();
    }
}
