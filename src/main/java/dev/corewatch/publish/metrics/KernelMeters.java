package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Whether cores come here, asked each time that somebody looks. */
public final class KernelMeters {

    private KernelMeters() {}

    /** Shows it. */
    public static void watch(MeterRegistry registry, BooleanSupplier owned) {
        var name = MeterName.CORE_PATTERN_OWNED;
        Gauge.builder(name.text(), owned, o -> o.getAsBoolean() ? 1 : 0)
                .description(name.meaning())
                .tags(AbsoluteCounter.tags(name, List.of()))
                .strongReference(true)
                .register(registry);
    }
}
