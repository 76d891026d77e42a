package dev.corewatch.publish.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next try: twice as long each time, up to a bound, less up to a half by chance, so that many agents don't come
 * together; never less than the controller wishes.
 */
final class Backoff {

    static final Duration FIRST = Duration.ofMillis(200);
    static final Duration LONGEST = Duration.ofSeconds(30);
    static final Duration LONGEST_WISH = Duration.ofMinutes(5);

    private static final int DOUBLINGS = 10;

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /**
     * After that many tries.
     *
     * @param tries that have failed, from 1
     * @param wish the controller's; absent when it has none
     */
    Duration after(int tries, @Nullable Duration wish) {
        var doubled = FIRST.multipliedBy(1L << Math.clamp(tries - 1, 0, DOUBLINGS));
        long bound = Math.min(doubled.toMillis(), LONGEST.toMillis());
        var wait = Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
        if (wish == null || wish.compareTo(wait) <= 0) {
            return wait;
        }
        return wish.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wish;
    }
}
