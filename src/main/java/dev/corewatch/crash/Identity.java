package dev.corewatch.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts by which one process death is told from another; any may be absent. Two are the same death when the container
 * (or, outside of containers, the boot) agrees and the pid agrees in the process's own namespace together with its start time
 * or, that being unknown, its time of death within {@link #TOLERANCE}.
 *
 * @param bootId /proc/sys/kernel/random/boot_id
 * @param containerId 64 hexadecimal digits
 * @param pid in the process's own pid namespace
 * @param startTime field 22 of /proc/PID/stat, in clock ticks since boot
 * @param hostPid in the initial pid namespace; only a node agent knows it
 * @param timeOfDeath when it died
 */
public record Identity(
        @Nullable String bootId,
        @Nullable String containerId,
        @Nullable Integer pid,
        @Nullable Long startTime,
        @Nullable Integer hostPid,
        @Nullable Instant timeOfDeath) {

    /** Clocks and channels differ by about this much. */
    public static final Duration TOLERANCE = Duration.ofSeconds(2);

    /** Whether both speak of the same death. */
    public boolean isSameAs(Identity other) {
        boolean elsewhere = differ(bootId, other.bootId) || differ(containerId, other.containerId);
        if (elsewhere || differ(pid, other.pid) || differ(hostPid, other.hostPid)) {
            return false;
        }
        if (pid != null && startTime != null && other.startTime != null && other.pid != null) {
            return startTime.equals(other.startTime);
        }
        return diedTogether(other);
    }

    /** Whether only the time tells which death it was. No getter: the document has no such field. */
    public boolean namesNoProcess() {
        return pid == null && hostPid == null;
    }

    /** What either knows; where both do, this one's. */
    public Identity and(Identity other) {
        return new Identity(
                first(bootId, other.bootId),
                first(containerId, other.containerId),
                first(pid, other.pid),
                first(startTime, other.startTime),
                first(hostPid, other.hostPid),
                first(timeOfDeath, other.timeOfDeath));
    }

    private static <T> @Nullable T first(@Nullable T a, @Nullable T b) {
        return a == null ? b : a;
    }

    private boolean diedTogether(Identity other) {
        return timeOfDeath != null
                && other.timeOfDeath != null
                && Duration.between(timeOfDeath, other.timeOfDeath).abs().compareTo(TOLERANCE) <= 0;
    }

    private static boolean differ(@Nullable Object a, @Nullable Object b) {
        return a != null && b != null && !Objects.equals(a, b);
    }
}
