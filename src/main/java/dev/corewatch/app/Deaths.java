package dev.corewatch.app;

import dev.corewatch.app.Afterwards.Ending;
import dev.corewatch.app.Incoming.Arrival;
import dev.corewatch.app.Incoming.Draft;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.held.HeldListener;
import dev.corewatch.capture.objects.HeldFiles;
import dev.corewatch.capture.taking.CoreTaking;
import dev.corewatch.capture.taking.Taken;
import dev.corewatch.identity.Victim;
import dev.corewatch.identity.Victims;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.system.FullDisk;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does with a process while the kernel holds it: who it is, its open files, its core. Then it is let go, whatever failed;
 * the rest is for {@link Afterwards}.
 */
final class Deaths implements HeldListener {

    private static final Logger LOG = Logger.getLogger(Deaths.class);

    private final Victims victims;
    private final Workloads workloads;
    private final Introductions introductions;
    private final CoreTaking taking;
    private final Incoming incoming;
    private final Afterwards afterwards;
    private final MeterObserver observer;
    private final InstantSource clock;
    private volatile @Nullable Probe probe;
    private volatile @Nullable Others others;

    Deaths(
            Victims victims,
            Workloads workloads,
            Introductions introductions,
            CoreTaking taking,
            Incoming incoming,
            Afterwards afterwards,
            MeterObserver observer,
            InstantSource clock) {
        this.victims = victims;
        this.workloads = workloads;
        this.introductions = introductions;
        this.taking = taking;
        this.incoming = incoming;
        this.afterwards = afterwards;
        this.observer = observer;
        this.clock = clock;
    }

    /** From now on its core is looked for. */
    void expect(Probe expected) {
        probe = expected;
    }

    /** Who gets the cores of processes that aren't HAProxy's; until then nobody does. */
    void passOthersTo(Others handler) {
        others = handler;
    }

    @Override
    public void held(Held process) {
        try {
            var expected = probe;
            if (expected != null && expected.is(process.pid())) {
                rehearse(process, expected);
                return;
            }
            var victim = victims.of(process.pid());
            var workload = workloads.wanted(victim);
            introductions.glimpse(victim, workload);
            if (workload.isPresent()) {
                take(process, new Arrival(victim, workload.get(), clock.instant()));
            } else {
                passOver(process, victim);
            }
        } catch (IOException | NotACoreException e) {
            failed(new IOException("the core of process %d was not taken: %s".formatted(process.pid(), e), e));
        }
    }

    private void passOver(Held process, Victim victim) throws IOException, NotACoreException {
        var handler = others;
        boolean passed = false;
        try {
            passed = handler != null && handler.forward(process, victim);
        } finally {
            if (!passed) {
                observer.passedOver();
            }
        }
    }

    /** Our own small process walks the whole way, so that the first real one finds it trodden: classes loaded, names looked up. */
    private void rehearse(Held process, Probe rehearsed) throws IOException, NotACoreException {
        var victim = victims.of(process.pid());
        var draft = incoming.begin(new Arrival(victim, workloads.of(victim).workload(), clock.instant()));
        draft.announce();
        try (var _ = afterwards.hold(victim);
                var out = draft.create()) {
            taking.rehearse(process, out);
            rehearsed.seen();
        } finally {
            draft.remove();
        }
    }

    private void take(Held process, Arrival arrival) throws IOException {
        var draft = incoming.begin(arrival);
        HeldFiles files = null;
        Taken taken = null;
        var otherwise = CoreGone.NOT_TAKEN;
        long began = System.nanoTime();
        try {
            draft.announce();
            files = afterwards.hold(arrival.victim());
            taken = take(process, draft);
        } catch (IOException e) {
            otherwise = FullDisk.is(e) ? CoreGone.DISK_FULL : otherwise;
            throw e;
        } finally {
            process.close();
            observer.captured(taken != null, Duration.ofNanos(System.nanoTime() - began));
            afterwards.finish(new Ending(draft, taken, otherwise), files);
        }
    }

    private @Nullable Taken take(Held process, Draft draft) throws IOException {
        try (var out = draft.create()) {
            return taking.take(process, out);
        } catch (NotACoreException e) {
            LOG.errorf(e, "what the kernel sent of process %d is no core", process.pid());
            return null;
        }
    }

    @Override
    public void turnedAway(Refusal why, String words) {
        LOG.warnf("turned away: %s", words);
        observer.turnedAway(why);
    }

    @Override
    public void failed(Exception cause) {
        LOG.errorf(cause, "%s", cause.getMessage());
    }
}
