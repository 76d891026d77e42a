package dev.corewatch.app;

import dev.corewatch.capture.pipe.LeftCore;
import dev.corewatch.crash.Signal;
import dev.corewatch.identity.Placement;
import dev.corewatch.identity.Victim;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.spool.LostCore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Brings what the helper took while no agent answered it into the spool; looked for at the start, and again now and then. */
final class Inbox implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final int PAUSE_SECONDS = 2;

    private final Path directory;
    private final Workloads workloads;
    private final Intake intake;
    private final MeterObserver observer;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("inbox").daemon().factory());

    Inbox(Path directory, Workloads workloads, Intake intake, MeterObserver observer, InstantSource clock) {
        this.directory = directory;
        this.workloads = workloads;
        this.intake = intake;
        this.observer = observer;
        this.clock = clock;
    }

    void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            for (var left : LeftCore.in(directory)) {
                if (left.isDone(clock.instant())) {
                    keep(left);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "%s can't be emptied; tried again in %d s", directory, PAUSE_SECONDS);
        }
    }

    private void keep(LeftCore left) throws IOException, InterruptedException {
        var victim = victim(left);
        var workload = workloads.wanted(victim);
        if (workload.isEmpty()) {
            observer.passedOver();
        } else {
            var identity = victim.identity(left.text("boot").orElse(null), Instant.ofEpochSecond(left.number("time")));
            var signal = Signal.numbered((int) left.number("signal"));
            intake.keep(left.core(), new LostCore(identity, workload.get(), signal, CoreGone.NOT_TAKEN));
        }
        left.remove();
    }

    private static Victim victim(LeftCore left) {
        return new Victim(
                (int) left.number("pid"),
                (int) left.number("nspid"),
                left.number("starttime"),
                (int) left.number("uid"),
                "",
                left.text("exe").orElse(null),
                Placement.of(left.all("cgroup")),
                Map.of());
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
