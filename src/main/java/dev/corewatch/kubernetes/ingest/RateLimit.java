package dev.corewatch.kubernetes.ingest;

import dev.corewatch.system.RecentMap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * So many in a minute for each sender, evenly; a tenth of them at once (a token bucket). Of the senders that it has to remember, the one
 * that was quiet for the longest is forgotten first.
 */
final class RateLimit {

    private static final int MOST_SENDERS = 10_000;
    private static final int BURSTS_PER_MINUTE = 10;

    private final Duration each;
    private final Duration burst;
    private final InstantSource steady;

    /** By sender, when all that it has sent is paid for. */
    private final Map<String, Instant> paid = RecentMap.byUse(MOST_SENDERS);

    RateLimit(int perMinute, InstantSource steady) {
        this.each = Duration.ofMinutes(1).dividedBy(perMinute);
        this.burst = each.multipliedBy(Math.max(1, perMinute / BURSTS_PER_MINUTE));
        this.steady = steady;
    }

    /** How long the sender has to wait for its next; zero when it may have it now. */
    synchronized Duration wait(String sender) {
        var next = due(sender).plus(each).minus(burst);
        var wait = Duration.between(steady.instant(), next);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** Counts one. */
    synchronized void count(String sender) {
        paid.put(sender, due(sender).plus(each));
    }

    private Instant due(String sender) {
        var now = steady.instant();
        var until = paid.getOrDefault(sender, now);
        return until.isBefore(now) ? now : until;
    }
}
