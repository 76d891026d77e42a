package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/**
 * A counter of absolute numbers that somebody else keeps. A series shows the sum of its sources. The number of series is bounded: what comes
 * later is added to a series for the rest.
 */
final class AbsoluteCounter {

    private final MeterRegistry registry;
    private final MeterName name;
    private final int bound;
    private final Map<List<String>, Series> series = new HashMap<>();

    /** Series that are nobody's rest. */
    private int own;

    private record Series(Map<String, Long> sources, Meter meter) {}

    AbsoluteCounter(MeterRegistry registry, MeterName name, int bound) {
        this.registry = registry;
        this.name = name;
        this.bound = bound;
    }

    /**
     * Raises a source's number. A series that is new appears with it, never with less: a scrape in between would make the difference
     * look like news.
     *
     * @param labels of the series it belongs to
     * @param rest labels of the series that takes it when there are too many already
     */
    void set(List<String> labels, List<String> rest, String source, long value) {
        merge(labels, rest, source, value, Math::max);
    }

    /** Sets a source's number, which may have fallen. */
    void replace(List<String> labels, List<String> rest, String source, long value) {
        merge(labels, rest, source, value, (_, now) -> now);
    }

    private synchronized void merge(
            List<String> labels, List<String> rest, String source, long value, BinaryOperator<Long> which) {
        boolean isOwn = series.containsKey(labels) || own < bound || labels.equals(rest);
        var place = isOwn ? labels : rest;
        var known = series.get(place);
        if (known != null) {
            known.sources().merge(source, value, which);
            return;
        }
        leave(rest, source);
        var sources = new ConcurrentHashMap<>(Map.of(source, value));
        var meter = FunctionCounter.builder(name.text(), sources, AbsoluteCounter::sum)
                .description(name.meaning())
                .tags(tags(name, place))
                .register(registry);
        series.put(place, new Series(sources, meter));
        own += place.equals(rest) ? 0 : 1;
    }

    /** Forgets a source; a series of its own that has no other goes with it. */
    synchronized void remove(List<String> labels, List<String> rest, String source) {
        leave(rest, source);
        leave(labels, source);
        var left = series.get(labels);
        if (left != null && left.sources().isEmpty() && !labels.equals(rest)) {
            series.remove(labels);
            registry.remove(left.meter());
            own--;
        }
    }

    private void leave(List<String> labels, String source) {
        var left = series.get(labels);
        if (left != null) {
            left.sources().remove(source);
        }
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
