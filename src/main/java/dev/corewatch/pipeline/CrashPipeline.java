package dev.corewatch.pipeline;

import dev.corewatch.crash.Testimony;
import dev.corewatch.spool.CoreSource;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.spool.Kept;
import dev.corewatch.spool.LostCore;
import dev.corewatch.spool.Spool;
import dev.corewatch.spool.State;
import dev.corewatch.spool.Step;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * From a core to everybody who has to know. A core is kept at once, by the thread that brings it; one thread analyses and tells, the oldest
 * crash first; another compresses, stores and removes. The spool is the queue of both: what waits is on disk, bounded by the spool's
 * limits, and what a kill left there is simply next. A crash that fails a step is tried again after a while, and holds up no other.
 */
public final class CrashPipeline implements AutoCloseable {

    private static final Logger LOG = System.getLogger(CrashPipeline.class.getName());

    private final Spool spool;
    private final Ports ports;
    private final Patience patience;
    private final Flow flow;
    private final StepClock clock;
    private final InstantSource time;
    private final Duration retry;
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
    private final Worker teller;
    private final Worker settler;

    /**
     * Does nothing before {@link #start}.
     *
     * @param time that never jumps: a retry waits by it
     * @param retry how long a failed step waits, and how often the spool is tidied
     */
    public CrashPipeline(Spool spool, Ports ports, InstantSource time, Duration retry) {
        this.spool = spool;
        this.ports = ports;
        this.patience = new Patience(spool, ports.hearing(), time);
        this.flow = new Flow(spool, ports, patience);
        this.clock = new StepClock(ports.observer());
        this.time = time;
        this.retry = retry;
        this.teller = new Worker("corewatch-tell", this::tellNext, retry);
        this.settler = new Worker("corewatch-settle", this::settleNext, retry);
    }

    /** Says what was counted so far, then goes on with what an earlier process left. Before the first core is taken. */
    public void start() throws IOException {
        for (var tally : spool.groups().tallies()) {
            ports.observer().crashes(tally);
        }
        for (var group : spool.groups().all()) {
            ports.observer().group(group);
        }
        teller.start();
        settler.start();
    }

    /** Nothing is lost once this returns; the rest follows on its own. */
    public Kept take(CoreSource source) throws IOException, InterruptedException {
        var kept = new Kept[1];
        clock.measure("keep", source.path().toString(), path -> kept[0] = spool.keep(source));
        wake();
        return kept[0];
    }

    /**
     * Holds what a channel other than the core tells of a death; the rest follows on its own.
     *
     * @return the id of the death's occurrence
     */
    public String hear(Hearsay heard) throws IOException {
        var id = spool.hear(heard);
        wake();
        return id;
    }

    /** Holds what a channel other than the core tells of a death, if the death is known. Whether it is. */
    public boolean join(Hearsay heard) throws IOException {
        boolean known = spool.join(heard);
        wake();
        return known;
    }

    /** Holds what a channel says besides of a death whose occurrence is known. */
    public void hear(String id, Testimony testimony) throws IOException {
        spool.hear(id, testimony);
        wake();
    }

    /** Holds a death whose core is lost; the rest follows on its own. */
    public void lose(LostCore lost) throws IOException {
        spool.lose(lost);
        wake();
    }

    private void wake() {
        patience.news();
        teller.wake();
    }

    private boolean tellNext() throws InterruptedException {
        var next = next(s -> !s.step().isBefore(Step.KEPT) && s.step().isBefore(Step.PUBLISHED) && !isAwaited(s));
        if (next.isEmpty()) {
            return false;
        }
        attempt(next.get().id(), flow::tell);
        settler.wake();
        return true;
    }

    /** Whether its core is on its way: then it comes before anything is told. */
    private boolean isAwaited(State state) {
        try {
            return state.hasNoWord()
                    && ports.absence().isComing(spool.occurrence(state.id()).identity());
        } catch (IOException e) {
            return false; // said by the step that needs it
        }
    }

    private boolean settleNext() throws InterruptedException {
        var next = next(s -> !s.step().isBefore(Step.PUBLISHED) && s.step().isBefore(Step.DONE));
        if (next.isEmpty()) {
            tidy();
            return false;
        }
        attempt(next.get().id(), flow::settle);
        return true;
    }

    private Optional<State> next(Predicate<State> waiting) {
        var now = time.instant();
        return spool.states().stream()
                .filter(waiting)
                .filter(s -> !notBefore.getOrDefault(s.id(), now).isAfter(now))
                .findFirst();
    }

    private void attempt(String id, StepClock.Work work) throws InterruptedException {
        try {
            work.on(id);
            notBefore.remove(id);
        } catch (IOException | RuntimeException | Error e) {
            if (Thread.interrupted()) { // closed: whatever it was doing failed for that
                throw new InterruptedException("stopped at crash " + id + ": the next start goes on with it");
            }
            notBefore.put(id, time.instant().plus(retry));
            LOG.log(Level.ERROR, "crash " + id + " goes on in " + retry.toSeconds() + " s: a step failed", e);
        }
    }

    private void tidy() {
        try {
            spool.tidy();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "the spool could not be tidied", e);
        }
    }

    /** Ends both threads; what they had under way goes on at the next start. Doesn't close the spool. */
    @Override
    public void close() {
        teller.close();
        settler.close();
    }
}
