package dev.corewatch.app;

import dev.corewatch.app.Incoming.Draft;
import dev.corewatch.capture.objects.HeldFiles;
import dev.corewatch.capture.objects.ProcessFiles;
import dev.corewatch.capture.taking.Taken;
import dev.corewatch.identity.Victim;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What is done when the process is gone and nobody waits: its files are copied, its core goes into the spool. One at a time, in the order
 * of the deaths; beyond {@value #WAITING} whoever took the core does it himself, so that open files stay bounded. What fails, on a full disk
 * say, is tried again every {@value #PAUSE_SECONDS} seconds.
 */
final class Afterwards implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Afterwards.class);
    private static final int WAITING = 128;

    /** Deaths that a full disk has wait: their words may be nowhere else. */
    private static final int MOST_PUT_OFF = 1000;

    private static final int PAUSE_SECONDS = 5;

    private final ProcessTable processes;
    private final ProcessFiles files;
    private final Intake intake;
    private final FullSites sites;
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("keep").factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    private final Queue<Ending> putOff = new LinkedBlockingQueue<>(MOST_PUT_OFF);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("keep-again").daemon().factory());

    /**
     * A death as far as the kernel needed to wait.
     *
     * @param taken null when nothing was
     * @param otherwise why it has no core, if there is none
     */
    record Ending(Draft draft, @Nullable Taken taken, CoreGone otherwise) {}

    Afterwards(ProcessTable processes, ProcessFiles files, Intake intake, FullSites sites) {
        this.processes = processes;
        this.files = files;
        this.intake = intake;
        this.sites = sites;
        var _ = timer.scheduleWithFixedDelay(
                () -> worker.execute(this::again), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Opens what {@link #finish} copies; null when the process doesn't let us. */
    @Nullable
    HeldFiles hold(Victim victim) {
        try {
            var process = processes.get(victim.hostPid());
            return process.isEmpty() ? null : files.hold(process.get());
        } catch (IOException e) {
            LOG.warnf("the files of process %d can't be opened: %s", victim.hostPid(), e);
            return null;
        }
    }

    /** @param held what {@link #hold} gave */
    void finish(Ending ending, @Nullable HeldFiles held) {
        worker.execute(() -> {
            if (held != null) {
                keep(held);
            }
            if (!isKept(ending, Level.ERROR)) {
                putOff(ending);
            }
        });
    }

    private void keep(HeldFiles held) {
        try (held) {
            files.keep(held).gaps().forEach(gap -> LOG.warnf("%s", gap.reason()));
        }
    }

    private boolean isKept(Ending ending, Level ifNot) {
        try {
            var id = intake.keep(ending.draft(), ending.otherwise());
            if (id != null && ending.taken() != null && ending.taken().whole()) {
                sites.hold(ending.taken().site(), id);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.logf(ifNot, e, "%s can't be kept yet: %s", ending.draft().core(), e.getMessage());
        }
        return false;
    }

    private void putOff(Ending ending) {
        if (!putOff.offer(ending)) {
            ending.draft().leave();
            LOG.errorf(
                    "%s waits for the next start: so many can't be kept",
                    ending.draft().words());
        }
    }

    private void again() {
        putOff.removeIf(ending -> isKept(ending, Level.DEBUG));
    }

    /** Finishes what waits. */
    @Override
    public void close() {
        timer.shutdownNow();
        worker.execute(this::again);
        worker.shutdown();
        try {
            if (!worker.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("cores still wait to be kept: the next start goes on with them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
