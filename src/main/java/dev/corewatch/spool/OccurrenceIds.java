package dev.corewatch.spool;

import java.math.BigInteger;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Makes ids of occurrences: ULIDs (github.com/ulid/spec) in lower case. 48 bits of milliseconds since 1970, then 80 random bits, as 26
 * characters of Crockford's base 32: they sort by time. Within one millisecond, and while the clock is set back, the last id plus one
 * follows: order holds within a process, and, as what the spool holds is followed, from one to the next.
 */
public final class OccurrenceIds {

    static final int LENGTH = 26;

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern SHAPE = Pattern.compile("[0-7][" + ALPHABET + "]{25}");
    private static final int RANDOM_BITS = 80;
    private static final int BITS_PER_CHARACTER = 5;

    private final InstantSource clock;
    private final RandomGenerator random;
    private BigInteger last = BigInteger.ZERO;

    public OccurrenceIds(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** From now on only ids that come after that one. */
    synchronized void follow(String id) {
        last = last.max(value(id));
    }

    public synchronized String next() {
        var time = BigInteger.valueOf(clock.millis()).shiftLeft(RANDOM_BITS);
        boolean later = time.compareTo(last) > 0;
        last = later ? time.or(randomBits()) : last.add(BigInteger.ONE);
        return text(last);
    }

    /** Whether it looks like an id; a path made of it stays where it should. */
    public static boolean isId(String text) {
        return SHAPE.matcher(text).matches();
    }

    private BigInteger randomBits() {
        byte[] bytes = new byte[RANDOM_BITS / Byte.SIZE];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes);
    }

    private static BigInteger value(String id) {
        var value = BigInteger.ZERO;
        for (int i = 0; i < id.length(); i++) {
            value = value.shiftLeft(BITS_PER_CHARACTER).or(BigInteger.valueOf(ALPHABET.indexOf(id.charAt(i))));
        }
        return value;
    }

    private static String text(BigInteger value) {
        var characters = new char[LENGTH];
        var rest = value;
        for (int i = LENGTH - 1; i >= 0; i--) {
            characters[i] = ALPHABET.charAt(rest.intValue() & 31);
            rest = rest.shiftRight(BITS_PER_CHARACTER);
        }
        return new String(characters);
    }
}
