package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whether an agent's reports reach the controller, asked each time that somebody looks. */
public final class DeliveryMeters {

    static final List<String> REASONS = List.of("full", "refused");

    private DeliveryMeters() {}

    /** Reports on their way. */
    public interface Queue {

        /** How many wait. */
        long waiting();

        /** How many were dropped because too many waited. */
        long dropped();

        /** How many the controller never takes. */
        long refused();
    }

    /** Shows them. */
    public static void watch(MeterRegistry registry, Queue queue) {
        Gauge.builder(MeterName.REPORT_QUEUE.text(), queue, Queue::waiting)
                .description(MeterName.REPORT_QUEUE.meaning())
                .strongReference(true)
                .register(registry);
        lost(registry, REASONS.getFirst(), queue, Queue::dropped);
        lost(registry, REASONS.getLast(), queue, Queue::refused);
    }

    private static void lost(MeterRegistry registry, String reason, Queue queue, ToDoubleFunction<Queue> count) {
        FunctionCounter.builder(MeterName.REPORTS_LOST.text(), queue, count)
                .description(MeterName.REPORTS_LOST.meaning())
                .tags(AbsoluteCounter.tags(MeterName.REPORTS_LOST, List.of(reason)))
                .register(registry);
    }
}
