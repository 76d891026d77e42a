package dev.corewatch.app;

import dev.corewatch.capture.log.Written;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Victim;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.system.ProcessKey;
import dev.corewatch.system.ProcessTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The HAProxys of one container that were seen, running or dying, up to a minute after each has gone. Who writes to a container's log may write
 * anything: a word on a death counts when it is on one of these that has gone, and once. Not safe for several threads.
 */
final class Kin implements DeathWords.Whose {

    private static final Logger LOG = Logger.getLogger(Kin.class);
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Household household;
    private final Map<ProcessKey, Victim> seen = new HashMap<>();
    private final Map<ProcessKey, Instant> gone = new HashMap<>();
    private boolean turnedDown;

    /**
     * Whose they are, and how to see that one has gone.
     *
     * @param container its id
     * @param clock that never jumps
     */
    record Household(
            String container,
            Workload workload,
            @Nullable String bootId,
            ProcessTable processes,
            InstantSource clock) {}

    Kin(Household household) {
        this.household = household;
    }

    void meet(Victim victim) {
        seen.put(victim.key(), victim);
    }

    /** Whether none of them is there any more, nor was a minute ago. */
    boolean isExtinct() {
        look();
        return seen.isEmpty();
    }

    /** Whether one of them has gone, and no word was on it yet. */
    boolean isBereaved() {
        look();
        return !gone.isEmpty();
    }

    @Override
    public Optional<Hearsay> death(Testimony told, Written written) {
        look();
        var pid = told.pid();
        var possible = gone.keySet().stream()
                .flatMap(key -> Stream.ofNullable(seen.get(key)))
                .filter(victim -> pid == null || victim.pid() == pid)
                .toList();
        if (possible.isEmpty()) {
            turnDown(pid == null ? "of nobody it names" : "of process " + pid);
            return Optional.empty();
        }
        var identity = identity(possible, pid, written.latest());
        return Optional.of(new Hearsay(identity, null, household.workload(), told));
    }

    /** Said once: a container may write what it wants, as often as it wants. */
    private void turnDown(String whom) {
        LOG.logf(
                turnedDown ? Level.DEBUG : Level.WARN,
                "the log of container %s tells of a death that is none of a HAProxy's seen there: %s",
                household.container(),
                whom);
        turnedDown = true;
    }

    /** The youngest with that number; without a number the only one, else nobody in particular. No other word is believed of them. */
    private Identity identity(List<Victim> possible, @Nullable Integer pid, Instant died) {
        if (pid == null && possible.size() > 1) {
            possible.forEach(this::bury);
            return new Identity(household.bootId(), household.container(), null, null, null, died);
        }
        var youngest = possible.stream()
                .max(Comparator.comparingLong(Victim::startTime))
                .orElseThrow();
        bury(youngest);
        return youngest.identity(household.bootId(), died);
    }

    private void bury(Victim victim) {
        seen.remove(victim.key());
        gone.remove(victim.key());
    }

    private void look() {
        var now = household.clock().instant();
        for (var one : List.copyOf(seen.values())) {
            if (isAlive(one)) {
                continue;
            }
            var since = gone.computeIfAbsent(one.key(), _ -> now);
            if (since.isBefore(now.minus(REMEMBERED))) {
                bury(one);
            }
        }
    }

    private boolean isAlive(Victim victim) {
        return household
                .processes()
                .get(victim.hostPid())
                .filter(process -> process.key().equals(victim.key()) && process.isAlive())
                .isPresent();
    }
}
