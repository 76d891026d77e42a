package dev.corewatch.system;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A record of the kernel's log (Documentation/ABI/testing/dev-kmsg).
 *
 * @param sequence rises by one with each; begins anew with each boot
 * @param uptime when it was written, since boot
 * @param text without the lines of facts that may follow it
 */
public record KernelRecord(long sequence, Duration uptime, String text) {

    private static final Pattern RECORD =
            Pattern.compile("\\d{1,10},(\\d{1,18}),(\\d{1,18}),[^;]*;([^\n]*).*", Pattern.DOTALL);

    /** Empty when it is no record. */
    static Optional<KernelRecord> parse(String record) {
        var match = RECORD.matcher(record);
        return match.matches()
                ? Optional.of(new KernelRecord(
                        Long.parseLong(match.group(1)),
                        Duration.ofNanos(1000 * Long.parseLong(match.group(2))),
                        match.group(3)))
                : Optional.empty();
    }
}
