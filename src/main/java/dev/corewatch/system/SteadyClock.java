package dev.corewatch.system;

import java.time.Instant;
import java.time.InstantSource;

/**
 * Time that never jumps: that of the wall clock when this was made, plus what has passed since (CLOCK_MONOTONIC, {@link System#nanoTime}). For
 * waiting and for ages. What people read and what is compared with the times of files is the wall clock's.
 */
public final class SteadyClock implements InstantSource {

    private final Instant start;
    private final long begun = System.nanoTime();

    public SteadyClock(InstantSource wall) {
        this.start = wall.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - begun);
    }
}
