package dev.corewatch.app;

import dev.corewatch.system.KernelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * When a record of the kernel's log was written. Its clock is about that of nanoTime (both count from the boot, without the time asleep) but isn't
 * steered with it, so that a record that has just come is of now.
 */
final class LogClock {

    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final int MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux (proc_pid_stat(5))

    private final InstantSource clock;

    LogClock(InstantSource clock) {
        this.clock = clock;
    }

    Instant died(KernelRecord record, boolean fresh) {
        return clock.instant().minus(ago(record, fresh));
    }

    /** In clock ticks since boot, as processes' start times are counted; the next whole one. */
    long ticks(KernelRecord record, boolean fresh) throws IOException {
        var uptime = Files.readString(UPTIME);
        var now = Duration.ofMillis((long) (1000 * Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')))));
        return now.minus(ago(record, fresh)).toMillis() / MILLIS_PER_TICK + 1;
    }

    private static Duration ago(KernelRecord record, boolean fresh) {
        var ago = Duration.ofNanos(System.nanoTime()).minus(record.uptime());
        return fresh || ago.isNegative() ? Duration.ZERO : ago;
    }
}
