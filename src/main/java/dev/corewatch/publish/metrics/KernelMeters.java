package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Predicate;

/** Whether cores come here, and whether that can do harm, asked each time that somebody looks. */
public final class KernelMeters {

    private KernelMeters() {}

    /** The kernel's settings for cores, while they are ours. */
    public interface Kernel {

        /** Whether core_pattern leads to us. */
        boolean ownsPattern();

        /** How often somebody else has changed them. */
        long drifts();

        /** Whether somebody would put them back for us. */
        boolean isGuarded();
    }

    /** Shows it. */
    public static void watch(MeterRegistry registry, Kernel kernel) {
        gauge(registry, MeterName.CORE_PATTERN_OWNED, kernel, Kernel::ownsPattern);
        gauge(registry, MeterName.AGENT_GUARDED, kernel, Kernel::isGuarded);
        var drift = MeterName.CORE_PATTERN_DRIFT;
        FunctionCounter.builder(drift.text(), kernel, Kernel::drifts)
                .description(drift.meaning())
                .register(registry);
    }

    private static void gauge(MeterRegistry registry, MeterName name, Kernel kernel, Predicate<Kernel> holds) {
        Gauge.builder(name.text(), kernel, k -> holds.test(k) ? 1 : 0)
                .description(name.meaning())
                .strongReference(true)
                .register(registry);
    }
}
