package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** Meters of a controller's own state. */
public final class ControllerMeters {

    private ControllerMeters() {}

    /** Shows whether it leads. */
    public static void watch(MeterRegistry registry, BooleanSupplier leading) {
        Gauge.builder(MeterName.CONTROLLER_LEADER.text(), leading, leads -> leads.getAsBoolean() ? 1 : 0)
                .description(MeterName.CONTROLLER_LEADER.meaning())
                .strongReference(true)
                .register(registry);
    }
}
