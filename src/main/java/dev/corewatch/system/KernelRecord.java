package dev.corewatch.system;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A record of the kernel's log (Documentation/ABI/testing/dev-kmsg, syslog(2)).
 *
 * @param sequence rises by one with each, and begins anew with each boot; {@link #NONE} where the log doesn't tell
 * @param uptime when it was written, since boot
 * @param isKernels whether the kernel wrote it itself: who writes into its log from outside can't have facility 0
 * @param text without the lines of facts that may follow it
 */
public record KernelRecord(long sequence, Duration uptime, boolean isKernels, String text) {

    public static final long NONE = -1;

    private static final Pattern RECORD =
            Pattern.compile("(\\d{1,9}),(\\d{1,18}),(\\d{1,15}),[^;]*;([^\n]*).*", Pattern.DOTALL);

    /** With CONFIG_PRINTK_CALLER a thread or a processor stands behind the time. */
    private static final Pattern LINE =
            Pattern.compile("<(\\d{1,9})>\\[ *(\\d{1,9})\\.(\\d{6})\\](?:\\[ *[TC]\\d{1,10}\\])? ?(.*)");

    private static final int MICRO = 1000;
    private static final int FACILITY = 3;

    /** As /dev/kmsg gives it; empty when it is no record. */
    static Optional<KernelRecord> parse(String record) {
        var match = RECORD.matcher(record);
        return match.matches()
                ? Optional.of(new KernelRecord(
                        Long.parseLong(match.group(2)),
                        Duration.ofNanos(MICRO * Long.parseLong(match.group(3))),
                        isKernels(match.group(1)),
                        match.group(4)))
                : Optional.empty();
    }

    /** As syslog(2) gives it; empty when it is no line with a time. */
    static Optional<KernelRecord> parseLine(String line) {
        var match = LINE.matcher(line);
        return match.matches()
                ? Optional.of(new KernelRecord(
                        NONE,
                        Duration.ofSeconds(Long.parseLong(match.group(2)), MICRO * Long.parseLong(match.group(3))),
                        isKernels(match.group(1)),
                        match.group(4)))
                : Optional.empty();
    }

    private static boolean isKernels(String priority) {
        return Integer.parseInt(priority) >>> FACILITY == 0;
    }
}
