package dev.corewatch.app;

import dev.corewatch.publish.metrics.KernelLogMeters;
import dev.corewatch.system.KernelRecord;
import dev.corewatch.system.KernelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the kernel's log. It goes on where an earlier process stopped; on a boot that none has seen it reads from the beginning, and where none
 * has been at all from now on. What it has read is noted when all that it told is kept.
 */
final class KernelWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KernelWatch.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration NOTE = Duration.ofSeconds(10);

    private final Path device;
    private final KernelMark mark;
    private final KernelDeaths deaths;
    private final KernelLogMeters meters;
    private final LogClock clock;
    private final Thread thread =
            Thread.ofPlatform().name("kernel-log").daemon().unstarted(this::run);
    private volatile boolean closing;
    private @Nullable KernelRecord last;
    private boolean fresh;
    private boolean told;
    private long lost;
    private long notedNanos = System.nanoTime();

    KernelWatch(Path device, KernelMark mark, KernelDeaths deaths, KernelLogMeters meters, InstantSource clock) {
        this.device = device;
        this.mark = mark;
        this.deaths = deaths;
        this.meters = meters;
        this.clock = new LogClock(clock);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (var source = KernelSource.open(device)) {
            LOG.infof("the kernel's log is read by %s", source.words());
            if (mark.isFirst()) {
                skip(source);
            }
            while (!closing) {
                source.next(LOOK).ifPresentOrElse(this::read, () -> fresh = true);
                lost(source.lost() - lost);
                lost = source.lost();
                repeat(this::settle);
            }
            note();
        } catch (IOException | RuntimeException e) {
            LOG.errorf(
                    e,
                    "the kernel's log can't be read, so that deaths without a core stay unknown: %s",
                    e.getMessage());
        }
    }

    /** What was there before the first agent was. */
    private void skip(KernelSource source) throws IOException {
        for (var record = source.next(Duration.ZERO); record.isPresent(); record = source.next(Duration.ZERO)) {
            last = record.get();
        }
        lost = source.lost();
        fresh = true;
        note();
    }

    private void read(KernelRecord record) {
        if (last == null) {
            lost(mark.missedBefore(record));
        }
        repeat(() -> {
            if (!mark.isRead(record)) {
                told |= deaths.read(record, clock.ticks(record, fresh), clock.died(record, fresh));
            }
            last = record;
        });
    }

    private void lost(long records) {
        if (records > 0) {
            meters.lost(records);
            LOG.warnf(
                    "%d records of the kernel's log were overwritten before they were read: deaths that they told are unknown",
                    records);
        }
    }

    private void settle() throws IOException {
        boolean due = told || System.nanoTime() - notedNanos > NOTE.toNanos();
        if (!deaths.isWaiting() && due) {
            note();
        }
    }

    private void note() throws IOException {
        if (last != null && !deaths.isWaiting()) {
            mark.write(last);
            told = false;
            notedNanos = System.nanoTime();
        }
    }

    /** What may fail on a full disk. */
    private interface Work {

        void go() throws IOException;
    }

    /** Until it is done: on a full disk it waits, and the rest in the kernel. */
    private void repeat(Work work) {
        boolean said = false;
        while (!closing) {
            try {
                work.go();
                return;
            } catch (IOException e) {
                if (!said) {
                    LOG.errorf(e, "what the kernel's log tells can't be kept yet: %s", e.getMessage());
                    said = true;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
