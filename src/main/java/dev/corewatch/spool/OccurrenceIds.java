package dev.corewatch.spool;

import dev.corewatch.crash.OccurrenceId;
import java.math.BigInteger;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Makes ids of occurrences, with random bits behind the time. Within one millisecond, and while the clock is set back, the last id plus one
 * follows: order holds within a process, and, as what the spool holds is followed, from one to the next.
 */
public final class OccurrenceIds {

    private final InstantSource clock;
    private final RandomGenerator random;
    private BigInteger last = BigInteger.ZERO;

    public OccurrenceIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** From now on only ids that come after that one. */
    synchronized void follow(String id) {
        last = last.max(OccurrenceId.value(id));
    }

    public synchronized String next() {
        var time = BigInteger.valueOf(clock.millis()).shiftLeft(OccurrenceId.RANDOM_BITS);
        boolean later = time.compareTo(last) > 0;
        last = later ? time.or(randomBits()) : last.add(BigInteger.ONE);
        return OccurrenceId.text(last);
    }

    private BigInteger randomBits() {
        byte[] bytes = new byte[OccurrenceId.RANDOM_BITS / Byte.SIZE];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes);
    }
}
