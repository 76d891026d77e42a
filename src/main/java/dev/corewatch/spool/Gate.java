package dev.corewatch.spool;

import dev.corewatch.system.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Holds an arriving core against the limits; makes room by removing older ones when that is all it takes. */
final class Gate {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SpoolSettings settings;
    private final States states;
    private final Retainer retainer;
    private final InstantSource clock;

    Gate(SpoolSettings settings, States states, Retainer retainer, InstantSource clock) {
        this.settings = settings;
        this.states = states;
        this.retainer = retainer;
        this.clock = clock;
    }

    /** Why the core may not come in; null when it may. */
    @Nullable
    CoreGone refuse(CoreSource source) throws IOException {
        var arrival = arrival(source);
        var refusal = Admission.refusal(arrival, settings.limits());
        long excess = arrival.excess(settings.limits());
        if (refusal != null || excess == 0) {
            return refusal;
        }
        retainer.makeRoom(excess);
        return Admission.noRoom(arrival(source), settings.limits());
    }

    private Admission.Arrival arrival(CoreSource source) throws IOException {
        var spool = settings.layout().occurrences();
        var facts = source.file().facts();
        boolean tooLarge = facts.size() > settings.limits().coreBytes();
        long data = tooLarge ? facts.size() : CoreTaker.dataBytes(source.file());
        long added = facts.device() == FileFacts.ofName(spool).device() ? 0 : data;
        long free = Files.getFileStore(spool).getUsableSpace();
        return new Admission.Arrival(facts.size(), data, added, retainer.heldBytes(), free, lastMinute(source));
    }

    /** What was captured later than now, before the clock was set back, doesn't count: it would for days. */
    private int lastMinute(CoreSource source) {
        var workload = source.workload().key();
        var now = clock.instant();
        var since = now.minus(MINUTE);
        return (int) states.all().stream()
                .filter(s -> s.workload().equals(workload))
                .filter(s -> s.captured().isAfter(since) && !s.captured().isAfter(now))
                .filter(s -> s.core().isHere() && s.step() != Step.KEEPING)
                .count();
    }
}
