package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Meters of what the kernel's log told, and of what it is known not to have told. All series exist from the start. */
public final class KernelLogMeters {

    private final MeterRegistry registry;

    /** Registers everything at 0. */
    public KernelLogMeters(MeterRegistry registry) {
        this.registry = registry;
        LabelValue.MODULES.forEach(module -> {
            lines(true, module);
            lines(false, module);
        });
        lost(0);
        suppressed(0);
    }

    /**
     * A line on a fault.
     *
     * @param module file of the faulting instruction; null when the line names none
     */
    public void line(boolean haproxy, @Nullable String module) {
        lines(haproxy, module == null ? LabelValue.NO_MODULE : LabelValue.module(module))
                .increment();
    }

    public void lost(long records) {
        counter(MeterName.KERNEL_LOG_LOST, List.of()).increment((double) records);
    }

    public void suppressed(long lines) {
        counter(MeterName.KERNEL_LOG_SUPPRESSED, List.of()).increment((double) lines);
    }

    private Counter lines(boolean haproxy, String module) {
        return counter(MeterName.KERNEL_LINES, List.of(String.valueOf(haproxy), module));
    }

    private Counter counter(MeterName name, List<String> labels) {
        return Counter.builder(name.text())
                .description(name.meaning())
                .tags(AbsoluteCounter.tags(name, labels))
                .register(registry);
    }
}
