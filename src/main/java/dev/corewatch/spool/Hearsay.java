package dev.corewatch.spool;

import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Workload;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A death as a channel other than the core tells of it.
 *
 * @param identity its time of death is the latest possible
 * @param earliest time of death when that was not watched: a log read after a pause; absent when it was
 */
public record Hearsay(Identity identity, @Nullable Instant earliest, Workload workload, Testimony testimony) {

    /** Whether it is on that death. */
    boolean isOn(Identity known) {
        return identity.isSameAs(known) || (earliest != null && isWithin(earliest, known));
    }

    /** Whether it is on that death by more than its time: the same process. */
    boolean isSurelyOn(Identity known) {
        boolean sameStart = identity.startTime() != null && identity.startTime().equals(known.startTime());
        return sameStart && identity.isSameAs(known);
    }

    private boolean isWithin(Instant from, Identity known) {
        var died = known.timeOfDeath();
        var until = identity.timeOfDeath();
        boolean inTime = died != null && until != null && !died.isBefore(from) && !died.isAfter(until);
        return inTime && identity.pid() != null && Objects.equals(identity.pid(), known.pid());
    }
}
