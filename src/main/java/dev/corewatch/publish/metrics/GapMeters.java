package dev.corewatch.publish.metrics;

import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Occurrence;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts an occurrence's gaps, once, when nothing more has come to light about it for a while: a late core or status closes a gap that was
 * none. Looked at whenever somebody reads the meters.
 */
public final class GapMeters {

    static final Duration QUIET = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final Map<String, Told> unsettled = new LinkedHashMap<>();
    private final Map<String, Long> counts = new HashMap<>();

    /** Gaps of an occurrence as they were told last. */
    private record Told(List<Gap> gaps, Instant at) {}

    /** Registers every channel at 0. */
    public GapMeters(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        for (var channel : LabelValue.CHANNELS) {
            FunctionCounter.builder(MeterName.GAPS.text(), this, meters -> meters.count(channel))
                    .description(MeterName.GAPS.meaning())
                    .tags(AbsoluteCounter.tags(MeterName.GAPS, List.of(channel)))
                    .register(registry);
        }
    }

    /** A new occurrence, or a revision of it. */
    public synchronized void told(Occurrence occurrence) {
        settle();
        if (!occurrence.isUpdate() || unsettled.containsKey(occurrence.id())) {
            unsettled.put(occurrence.id(), new Told(occurrence.gaps(), clock.instant()));
        }
    }

    /** An occurrence that turned out to be another one's telling of a crash. */
    public synchronized void forget(String occurrence) {
        unsettled.remove(occurrence);
    }

    private synchronized double count(String channel) {
        settle();
        return counts.getOrDefault(channel, 0L);
    }

    private void settle() {
        var quiet = clock.instant().minus(QUIET);
        unsettled.values().removeIf(told -> {
            boolean settled = !told.at().isAfter(quiet);
            if (settled) {
                told.gaps().forEach(this::add);
            }
            return settled;
        });
    }

    private void add(Gap gap) {
        counts.merge(LabelValue.oneOf(LabelValue.CHANNELS, gap.missing()), 1L, Long::sum);
    }
}
