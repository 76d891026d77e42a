package dev.corewatch.publish.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes and times as people say them. Sizes in powers of 1000, as kernels and disks are sold; times in UTC. */
final class Amount {

    private static final DateTimeFormatter SECONDS = format("yyyy-MM-dd HH:mm:ss 'UTC'");
    private static final DateTimeFormatter MINUTES = format("yyyy-MM-dd HH:mm");
    private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

    private Amount() {}

    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double value = bytes;
        int unit = -1;
        do {
            value /= 1000;
            unit++;
        } while (value >= 999.5 && unit < UNITS.length - 1);
        return String.format(Locale.ROOT, value < 99.5 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** The two largest units: "3 d 4 h", "4 min 12 s". */
    static String duration(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d" + rest(duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return duration.toHours() + " h" + rest(duration.toMinutesPart(), "min");
        }
        if (duration.toMinutes() > 0) {
            return duration.toMinutes() + " min" + rest(duration.toSecondsPart(), "s");
        }
        return duration.toSeconds() + " s";
    }

    /** The largest unit: "4 min ago". */
    static String ago(Instant then, Instant now) {
        var passed = Duration.between(then, now);
        if (passed.toSeconds() < 1) {
            return "just now";
        }
        var words = duration(passed).split(" ", 3);
        return words[0] + " " + words[1] + " ago";
    }

    static String time(Instant instant) {
        return SECONDS.format(instant);
    }

    static String minute(Instant instant) {
        return MINUTES.format(instant);
    }

    static String count(long count, String one) {
        return count + " " + one + (count == 1 ? "" : "s");
    }

    private static String rest(int part, String unit) {
        return part == 0 ? "" : " " + part + " " + unit;
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
