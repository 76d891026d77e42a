package dev.corewatch.publish.delivery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread that brings what waits in an {@link Outbox} to the controller, the oldest first. A report that can't be taken now holds up no
 * other; while the controller can't be reached, all wait. What fails is said once, and once when it works again.
 */
public final class Courier implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Courier.class.getName());
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final Recipient recipient;
    private final Backoff backoff;
    private final InstantSource steady;
    private final Semaphore wakeups = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("corewatch-reports").unstarted(this::work);
    private Instant open = Instant.MIN;
    private int failures;
    private @Nullable String trouble;

    /**
     * Does nothing before {@link #start}.
     *
     * @param steady time that never jumps
     */
    public Courier(Outbox outbox, ControllerClient controller, InstantSource steady) {
        this(outbox, controller, new Backoff(new SplittableRandom()), steady);
    }

    Courier(Outbox outbox, Recipient recipient, Backoff backoff, InstantSource steady) {
        this.outbox = outbox;
        this.recipient = recipient;
        this.backoff = backoff;
        this.steady = steady;
    }

    /** Says whether the controller takes reports, then goes on with what waits. */
    public void start() {
        thread.start();
    }

    /** Something was put into the outbox. */
    public void wake() {
        wakeups.release();
    }

    private void work() {
        try {
            greet();
            while (true) {
                if (!deliverNext() && wakeups.tryAcquire(pause().toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeups.drainPermits(); // one look answers all of them
                }
            }
        } catch (InterruptedException e) {
            // closed: what waits is on disk
        }
    }

    private void greet() throws InterruptedException {
        try {
            if (recipient.greet() instanceof Delivery.Later later) {
                failed(later);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "whether the controller takes reports can't be asked", e);
        }
    }

    /** Tries one. Whether there was one that may be tried. */
    private boolean deliverNext() throws InterruptedException {
        var now = steady.instant();
        var next = now.isBefore(open) ? Optional.<Waiting>empty() : outbox.next(now);
        if (next.isEmpty()) {
            return false;
        }
        try {
            deliver(next.get());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "a report to the controller can't be read, sent or removed", e);
            outbox.postpone(next.get(), now.plus(backoff.after(next.get().tries() + 1, null)));
        }
        return true;
    }

    private void deliver(Waiting report) throws IOException, InterruptedException {
        var document = outbox.read(report);
        if (document.isEmpty()) {
            return;
        }
        switch (recipient.send(report.id(), document.get())) {
            case Delivery.Taken _ -> {
                outbox.delivered(report);
                worked();
            }
            case Delivery.Refused refused -> {
                LOG.log(Level.WARNING, "the controller refuses the report of {0}: {1}", report.id(), refused.reason());
                outbox.setAside(report);
                worked();
            }
            case Delivery.Later later when later.all() -> failed(later);
            case Delivery.Later later -> {
                LOG.log(Level.INFO, "the report of {0} is sent again later: {1}", report.id(), later.reason());
                outbox.postpone(report, steady.instant().plus(backoff.after(report.tries() + 1, later.after())));
            }
        }
    }

    private void worked() {
        if (trouble != null) {
            LOG.log(Level.INFO, "reports reach the controller again; {0} wait", outbox.size());
        }
        failures = 0;
        trouble = null;
    }

    private void failed(Delivery.Later later) {
        if (!later.reason().equals(trouble)) {
            LOG.log(Level.WARNING, "reports wait for the controller: {0}", later.reason());
        }
        trouble = later.reason();
        failures++;
        open = steady.instant().plus(backoff.after(failures, later.after()));
    }

    private Duration pause() {
        var from = outbox.nextFrom();
        if (from.isEmpty()) {
            return IDLE;
        }
        var due = from.get().isAfter(open) ? from.get() : open;
        var pause = Duration.between(steady.instant(), due).plusMillis(1);
        return pause.isNegative() ? Duration.ZERO : pause;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.isAlive()) {
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        recipient.close();
    }
}
