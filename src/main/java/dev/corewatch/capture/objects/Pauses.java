package dev.corewatch.capture.objects;

import dev.corewatch.system.RecentMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** What is not to be asked for a while; the oldest are forgotten first. Safe for threads. */
final class Pauses {

    private static final int MOST = 10_000;

    private final Duration pause;
    private final InstantSource steady;
    private final Map<String, Instant> until = RecentMap.byArrival(MOST);

    Pauses(Duration pause, InstantSource steady) {
        this.pause = pause;
        this.steady = steady;
    }

    synchronized void begin(String what) {
        until.remove(what);
        until.put(what, steady.instant().plus(pause));
    }

    synchronized boolean holds(String what) {
        var end = until.get(what);
        return end != null && steady.instant().isBefore(end);
    }
}
