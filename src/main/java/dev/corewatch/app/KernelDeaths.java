package dev.corewatch.app;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Workload;
import dev.corewatch.kernel.KernelLog;
import dev.corewatch.publish.metrics.KernelLogMeters;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.system.KernelRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's log tells of deaths. A line on a thread of a HAProxy that was seen is that HAProxy's death; one on another program's is none of
 * ours, whatever it calls itself. A line on a thread that nobody knows waits for {@link #PATIENCE}, in which its core, if one is taken, makes it known;
 * then it is a death of somebody when its names look like HAProxy, and joins whatever died at that time. For one thread.
 */
final class KernelDeaths {

    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Logger LOG = Logger.getLogger(KernelDeaths.class);

    private final ThreadOwners owners;
    private final Hears hears;
    private final Strays strays;
    private final @Nullable String bootId;
    private final KernelLogMeters meters;
    private final Deque<Line> unknown = new ArrayDeque<>();
    private @Nullable Integer lastKill;

    /** Who is told. */
    @FunctionalInterface
    interface Hears {

        void hear(Hearsay heard) throws IOException;
    }

    /** A line that tells of a death, and when that was. */
    private record Line(Testimony testimony, long ticks, Instant died, long readNanos) {}

    /**
     * Deaths of which nobody knows the process.
     *
     * @param workload whose they are
     * @param nanos a clock as System.nanoTime
     */
    record Strays(Workload workload, LongSupplier nanos) {}

    KernelDeaths(ThreadOwners owners, Hears hears, Strays strays, @Nullable String bootId, KernelLogMeters meters) {
        this.owners = owners;
        this.hears = hears;
        this.strays = strays;
        this.bootId = bootId;
        this.meters = meters;
    }

    /**
     * Reads a record; again when that failed.
     *
     * @param ticks when it was written, in clock ticks since boot
     * @param died the same
     * @return whether it told of a death
     */
    boolean read(KernelRecord record, long ticks, Instant died) throws IOException {
        if (!record.isKernels()) {
            return false;
        }
        var log = new KernelLog();
        log.read(record.text());
        var told = log.testimonies();
        for (var testimony : told.heard()) {
            read(new Line(testimony, ticks, died, strays.nanos().getAsLong()));
        }
        if (told.suppressed() > 0) {
            meters.suppressed(told.suppressed());
            LOG.warnf("the kernel's log left out %d lines: so many deaths have none there", told.suppressed());
        }
        return !told.heard().isEmpty();
    }

    private void read(Line line) throws IOException {
        var thread = line.testimony().pid();
        if (thread == null || isSaidAlready(line.testimony())) {
            return;
        }
        var owner = owners.of(thread, line.ticks());
        if (owner instanceof Owner.Unknown) {
            unknown.add(line);
        } else {
            settle(line, owner);
        }
        lastKill = line.testimony().kind() == CrashKind.OUT_OF_MEMORY ? thread : null;
    }

    /** A kill for want of memory is told in two or three lines. */
    private boolean isSaidAlready(Testimony testimony) {
        return testimony.kind() == CrashKind.OUT_OF_MEMORY && Objects.equals(lastKill, testimony.pid());
    }

    /** Whether some lines wait still, after those have been settled that have waited for long enough. */
    boolean isWaiting() throws IOException {
        while (!unknown.isEmpty() && strays.nanos().getAsLong() - unknown.peek().readNanos() >= PATIENCE.toNanos()) {
            var line = unknown.peek();
            settle(line, owners.of(Objects.requireNonNull(line.testimony().pid()), line.ticks()));
            unknown.remove();
        }
        return !unknown.isEmpty();
    }

    private void settle(Line line, Owner owner) throws IOException {
        boolean haproxys = switch (owner) {
            case Owner.Haproxy haproxy -> {
                var identity = haproxy.who().victim().identity(bootId, line.died());
                hears.hear(new Hearsay(identity, null, haproxy.who().workload(), line.testimony()));
                yield true;
            }
            case Owner.Other _ -> false;
            case Owner.Unknown _ -> line.testimony().isHaproxys() && hearOfSomebody(line);
        };
        if (line.testimony().kind() != CrashKind.OUT_OF_MEMORY) {
            var place = line.testimony().place();
            meters.line(haproxys, place == null ? null : place.module());
        }
    }

    private boolean hearOfSomebody(Line line) throws IOException {
        LOG.warnf(
                "a death of somebody whom nobody saw, HAProxy by its name alone: %s",
                line.testimony().lines());
        var identity = new Identity(bootId, null, null, null, null, line.died());
        hears.hear(new Hearsay(identity, null, strays.workload(), line.testimony()));
        return true;
    }
}
