package dev.corewatch.app;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.corewatch.capture.file.Refusal;
import dev.corewatch.capture.held.HeldListener;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import dev.corewatch.pipeline.Observer;
import dev.corewatch.pipeline.Publisher;
import dev.corewatch.publish.metrics.CrashMeters;
import dev.corewatch.publish.metrics.GapMeters;
import dev.corewatch.publish.metrics.KernelLogMeters;
import dev.corewatch.publish.metrics.PipelineMeters;
import dev.corewatch.publish.metrics.SpoolMeters;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.spool.Spool;
import dev.corewatch.spool.State;
import dev.corewatch.spool.Step;
import dev.corewatch.spool.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the pipeline tells, as meters. */
final class MeterObserver implements Observer, Publisher {

    private static final String NOT_HAPROXY = "not_haproxy";

    private final MeterRegistry registry;
    private final CrashMeters crashes;
    private final GapMeters gaps;
    private final PipelineMeters steps;
    private final SpoolMeters holdings;
    private final Predicate<Workload> isCountedElsewhere;
    private volatile @Nullable Spool spool;

    /** Of a role that counts all crashes itself. */
    MeterObserver(MeterRegistry registry) {
        this(registry, _ -> false);
    }

    /**
     * Of a role that leaves some to another.
     *
     * @param isCountedElsewhere whose crashes, groups and gaps that other one shows: sums over both would double them
     */
    MeterObserver(MeterRegistry registry, Predicate<Workload> isCountedElsewhere) {
        this.isCountedElsewhere = isCountedElsewhere;
        this.registry = registry;
        this.crashes = new CrashMeters(registry);
        this.gaps = new GapMeters(registry, InstantSource.system());
        var reasons = Stream.of(
                Arrays.stream(CoreGone.values()).map(CoreGone::label),
                Arrays.stream(Refusal.values()).map(MeterObserver::word),
                Arrays.stream(HeldListener.Refusal.values()).map(MeterObserver::word),
                Stream.of(NOT_HAPROXY));
        this.steps =
                new PipelineMeters(registry, reasons.flatMap(reason -> reason).toList());
        this.holdings = new SpoolMeters(
                registry, Arrays.stream(Step.values()).map(MeterObserver::word).toList());
    }

    /**
     * Begins to show the workload's series, at 0 where nothing was counted yet. To be called when the spool's counts are told: a series that
     * goes from 0 to what was counted before would look like new crashes.
     */
    void watch(Workload workload, Spool held) {
        spool = held;
        if (!isCountedElsewhere.test(workload)) {
            crashes.watch(workload);
        }
        measure();
    }

    /** For a role that reads the kernel's log. */
    KernelLogMeters kernelLog() {
        return new KernelLogMeters(registry);
    }

    @Override
    public void step(String step, Outcome outcome, Duration took) {
        steps.step(step, outcome == Outcome.SUCCESS, took);
        measure();
    }

    private void measure() {
        var held = spool;
        if (held != null) {
            var states = held.states();
            holdings.holds(
                    states.stream().mapToLong(state -> state.core().diskBytes()).sum(),
                    states.stream().collect(groupingBy(MeterObserver::stepOf, counting())));
        }
    }

    private static String stepOf(State state) {
        return word(state.step());
    }

    @Override
    public void dropped(CoreGone why) {
        steps.dropped(why.label());
    }

    void refused(Refusal reason) {
        steps.dropped(word(reason));
    }

    /** For so long a process was held. */
    void captured(boolean success, Duration took) {
        steps.step("capture", success, took);
    }

    void turnedAway(HeldListener.Refusal why) {
        steps.dropped(word(why));
    }

    /** A process that isn't HAProxy's died without a core. */
    void passedOver() {
        steps.dropped(NOT_HAPROXY);
    }

    @Override
    public void crashes(Tally tally) {
        if (!isCountedElsewhere.test(tally.workload())) {
            crashes.crashes(tally.workload(), tally.bySignal());
        }
    }

    @Override
    public void group(Group group) {
        if (!isCountedElsewhere.test(group.workload())) {
            crashes.group(group);
        }
    }

    @Override
    public void publish(Occurrence occurrence, @Nullable Group group) {
        if (!isCountedElsewhere.test(occurrence.workload())) {
            gaps.told(occurrence);
        }
        if (!occurrence.isUpdate()) {
            steps.occurrence(occurrence);
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
