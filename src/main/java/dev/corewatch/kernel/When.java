package dev.corewatch.kernel;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as a log has it: ISO 8601, a number of seconds, milliseconds, microseconds or nanoseconds since 1970, seconds since boot, or words
 * without year or zone, which stay as they are.
 *
 * @param text for people
 * @param instant null when the text doesn't fix one
 */
record When(String text, @Nullable Instant instant) {

    private static final int LONGEST = 64;
    private static final String ISO_8601 =
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[.,\\d]{0,10}(?:Z|[+-]\\d\\d:?\\d\\d)?";
    private static final String MONTH = "[A-Z][a-z]{2} ?";
    private static final String CLOCK = "\\d\\d:\\d\\d(?::\\d\\d)?[.\\d]{0,10}";
    /** The first of a line's that counts: the carrier's own. */
    private static final Pattern IN_CARRIER = Pattern.compile("(?:^|(?<=[\\[ >:]))(?:" + ISO_8601
            + "|(?:[A-Z][a-z]{2} )?" + MONTH + " ?\\d{1,2} " + CLOCK + "(?: \\d{4})?|\\d{1,10}\\.\\d{6}(?=[\\] ]))");

    private static final Pattern RECORD = Pattern.compile("(?:<\\d{1,3}>)?\\d{1,4},\\d{1,20},(\\d{1,20}),");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,19}(?:\\.\\d{1,9})?");
    private static final Pattern DELTA = Pattern.compile("\\+\\d{1,10}\\.\\d{1,9}");
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][ ]")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendPattern("[XXX][XX]")
            .toFormatter();

    /**
     * Out of what a carrier put before a line of the kernel.
     *
     * @param carrier perhaps with several times, or none
     */
    static @Nullable When in(String carrier) {
        var record = RECORD.matcher(carrier);
        if (record.lookingAt()) {
            return of(new BigDecimal(record.group(1)).movePointLeft(6).toPlainString()); // microseconds
        }
        var found = IN_CARRIER.matcher(carrier);
        return found.find() ? of(found.group()) : null;
    }

    static @Nullable When of(@Nullable String raw) {
        var text = raw == null ? "" : raw.strip();
        if (text.isEmpty() || text.length() > LONGEST || DELTA.matcher(text).matches()) {
            return null;
        }
        return NUMBER.matcher(text).matches() ? ofNumber(text) : ofWords(text);
    }

    /** Of the kernel's record: microseconds since boot have no point, and dmesg's seconds have six digits behind it. */
    private static When ofNumber(String text) {
        int digits = text.contains(".") ? text.indexOf('.') : text.length();
        return switch (digits) {
            case 10 -> at(Instant.ofEpochSecond(Long.parseLong(text.substring(0, digits))));
            case 13 -> at(Instant.ofEpochMilli(Long.parseLong(text.substring(0, digits))));
            case 16 -> at(Instant.EPOCH.plus(Long.parseLong(text.substring(0, digits)), ChronoUnit.MICROS));
            case 19 -> at(Instant.EPOCH.plusNanos(Long.parseLong(text.substring(0, digits))));
            default -> new When(text + " s after boot", null);
        };
    }

    private static When ofWords(String text) {
        try {
            return at(ISO.parse(text.replace(',', '.'), OffsetDateTime::from).toInstant());
        } catch (DateTimeException noInstant) {
            return new When(text, null);
        }
    }

    private static When at(Instant instant) {
        return new When(instant.toString(), instant);
    }
}
