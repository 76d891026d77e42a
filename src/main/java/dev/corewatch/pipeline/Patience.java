package dev.corewatch.pipeline;

import dev.corewatch.crash.Testimony;
import dev.corewatch.spool.Known;
import dev.corewatch.spool.Spool;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Lets a report wait a moment for the channels that tell of the same death: they seldom speak at the same millisecond. */
final class Patience {

    private final Spool spool;
    private final Hearing hearing;
    private final InstantSource time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    Patience(Spool spool, Hearing hearing, InstantSource time) {
        this.spool = spool;
        this.hearing = hearing;
        this.time = time;
    }

    /** Something came. */
    void news() {
        lock.lock();
        try {
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What is known once everything is there that may come, or once that has been waited for long enough. */
    Known known(String id) throws IOException, InterruptedException {
        var known = waited(id);
        if (!isComplete(known)) {
            hearing.finish().run();
        }
        return spool.known(id);
    }

    private Known waited(String id) throws IOException, InterruptedException {
        lock.lock();
        try {
            var known = spool.known(id);
            long left = left(known);
            while (left > 0 && !isComplete(known)) {
                left = news.awaitNanos(left);
                known = spool.known(id);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /** Measured from the death's arrival; whatever the clock does meanwhile, never longer than the whole. */
    private long left(Known known) {
        var whole = known.hasSource() ? hearing.forWords() : hearing.forCore();
        var since = Duration.between(known.occurrence().captured(), time.instant());
        var left = whole.minus(since);
        return Math.clamp(left.toNanos(), 0, whole.toNanos());
    }

    /** The kernel's log speaks before the core or not at all. */
    private boolean isComplete(Known known) {
        var asked = EnumSet.copyOf(hearing.asked(known.occurrence().identity()));
        asked.remove(Testimony.Channel.KERNEL_LOG);
        var heard = known.testimonies().stream().map(Testimony::channel).collect(Collectors.toSet());
        return known.hasSource() && heard.containsAll(asked);
    }
}
