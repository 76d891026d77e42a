package dev.corewatch.crash;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The form of an occurrence's id: a ULID (github.com/ulid/spec) in lower case. 48 bits of milliseconds since 1970, then 80 bits, as 26
 * characters of Crockford's base 32: ids sort by time.
 */
public final class OccurrenceId {

    /** Bits after the time. */
    public static final int RANDOM_BITS = 80;

    private static final int LENGTH = 26;
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final Pattern SHAPE = Pattern.compile("[0-7][" + ALPHABET + "]{25}");
    private static final int BITS_PER_CHARACTER = 5;

    private OccurrenceId() {}

    /** Whether it looks like an id; a path made of it stays where it should. */
    public static boolean isId(String text) {
        return SHAPE.matcher(text).matches();
    }

    /**
     * The id of a crash that its own facts name: the same facts, the same id, whoever makes it.
     *
     * @param time it sorts by
     * @param facts which crash it is
     */
    public static String named(Instant time, String facts) {
        var hash = Arrays.copyOf(sha256(facts), RANDOM_BITS / Byte.SIZE);
        return text(
                BigInteger.valueOf(time.toEpochMilli()).shiftLeft(RANDOM_BITS).or(new BigInteger(1, hash)));
    }

    /** When it was made, by its maker's clock. */
    public static Instant time(String id) {
        return Instant.ofEpochMilli(value(id).shiftRight(RANDOM_BITS).longValueExact());
    }

    /** As a number. */
    public static BigInteger value(String id) {
        var value = BigInteger.ZERO;
        for (int i = 0; i < id.length(); i++) {
            value = value.shiftLeft(BITS_PER_CHARACTER).or(BigInteger.valueOf(ALPHABET.indexOf(id.charAt(i))));
        }
        return value;
    }

    /** Of a number of 128 bits. */
    public static String text(BigInteger value) {
        var characters = new char[LENGTH];
        var rest = value;
        for (int i = LENGTH - 1; i >= 0; i--) {
            characters[i] = ALPHABET.charAt(rest.intValue() & 31);
            rest = rest.shiftRight(BITS_PER_CHARACTER);
        }
        return new String(characters);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
