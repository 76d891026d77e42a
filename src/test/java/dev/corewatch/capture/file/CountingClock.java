package dev.corewatch.capture.file;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The system's clock, which knows how often it was asked: a sign that the watcher is at work. */
final class CountingClock implements InstantSource {

    private final AtomicLong asked = new AtomicLong();

    @Override
    public Instant instant() {
        asked.incrementAndGet();
        return InstantSource.system().instant();
    }

    /** Until it was asked that many times more; the test's own timeout bounds it. */
    void awaitAsked(int more) {
        long until = asked.get() + more;
        while (asked.get() < until) {
            Thread.onSpinWait();
        }
    }
}
