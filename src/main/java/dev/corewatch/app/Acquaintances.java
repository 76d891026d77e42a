package dev.corewatch.app;

import com.fasterxml.jackson.core.JacksonException;
import dev.corewatch.crash.Identity;
import dev.corewatch.identity.Victim;
import dev.corewatch.json.Json;
import dev.corewatch.system.AgedFiles;
import dev.corewatch.system.DurableFiles;
import dev.corewatch.system.RecentMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The HAProxys that were seen running on this boot, a file each, so that one that dies while no agent is there is known afterwards; the newest
 * {@value #MOST} stay. In memory alone: those that were first seen when they died, and the threads of processes of HAProxy's name that aren't HAProxy.
 */
final class Acquaintances {

    private static final Logger LOG = Logger.getLogger(Acquaintances.class);
    private static final int MOST = 5000;
    private static final int MOST_PASSED = 50_000;

    private final Path directory;
    private final Map<String, Acquaintance> known = new ConcurrentHashMap<>();
    private final Map<String, Acquaintance> glimpsed = bounded(MOST);
    private final Map<Integer, Long> passed = bounded(MOST_PASSED);

    /**
     * Reads what an earlier process saw.
     *
     * @param sameBoot whether that was on this boot: numbers of processes begin anew with each
     */
    Acquaintances(Path directory, boolean sameBoot) throws IOException {
        this.directory = directory;
        DurableFiles.createDirectory(directory, "rwx------");
        for (var file : AgedFiles.oldestFirst(directory, "*")) {
            if (sameBoot) {
                read(file);
            } else {
                Files.deleteIfExists(file);
            }
        }
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return Collections.synchronizedMap(RecentMap.byArrival(most));
    }

    /** Remembered from now on, in place of what was known of that process. */
    synchronized void meet(Acquaintance acquaintance) {
        var name = name(acquaintance.victim());
        if (acquaintance.equals(known.put(name, acquaintance))) {
            return;
        }
        try {
            Files.write(directory.resolve(name), Json.mapper().writeValueAsBytes(acquaintance));
            forget();
        } catch (IOException e) {
            LOG.warnf("HAProxy %s is not remembered over a restart: %s", name, e.getMessage());
        }
    }

    /** Remembered for a while. */
    void glimpse(Acquaintance acquaintance) {
        glimpsed.put(name(acquaintance.victim()), acquaintance);
    }

    /** That these are no HAProxy's is remembered for a while. */
    void pass(Victim victim, Set<Integer> threads) {
        threads.forEach(thread -> passed.put(thread, victim.startTime()));
    }

    boolean isKnown(Victim victim) {
        return known.containsKey(name(victim));
    }

    /**
     * Whose thread that was then. The youngest of those that had it, for numbers are used again.
     *
     * @param ticks that moment as {@link Victim#startTime} counts: who began later is another one
     */
    Owner withThread(int thread, long ticks) {
        var found = all().filter(
                        one -> one.threads().contains(thread) && one.victim().startTime() <= ticks)
                .max(Comparator.comparingLong(one -> one.victim().startTime()));
        long other = passed.getOrDefault(thread, Long.MAX_VALUE);
        long own = found.map(one -> one.victim().startTime()).orElse(Long.MIN_VALUE);
        if (other <= ticks && other > own) {
            return new Owner.Other();
        }
        return found.<Owner>map(Owner.Haproxy::new).orElseGet(Owner.Unknown::new);
    }

    /**
     * The one with that process.
     *
     * @param pid in its own pid namespace
     */
    Optional<Acquaintance> of(int pid, long startTime) {
        return all().filter(one -> one.victim().pid() == pid && one.victim().startTime() == startTime)
                .findFirst();
    }

    /** Those of a container. */
    List<Acquaintance> in(String container) {
        return known.values().stream()
                .filter(one -> one.victim().container() != null
                        && one.victim().container().id().equals(container))
                .toList();
    }

    /** Why that process left no core, as far as that was foreseen. */
    @Nullable
    String hindrance(Identity death) {
        var who = known.get(death.hostPid() + "-" + death.startTime());
        return who == null ? null : who.hindrance();
    }

    private Stream<Acquaintance> all() {
        return Stream.concat(known.values().stream(), List.copyOf(glimpsed.values()).stream());
    }

    private static String name(Victim victim) {
        return victim.hostPid() + "-" + victim.startTime();
    }

    private void read(Path file) throws IOException {
        try {
            var acquaintance = Json.mapper().readValue(Files.readAllBytes(file), Acquaintance.class);
            known.put(name(acquaintance.victim()), acquaintance);
        } catch (JacksonException e) {
            Files.delete(file); // half written when the agent was killed: it will be seen again, if it still runs
        } catch (IOException e) {
            LOG.warnf("%s can't be read: %s", file, e.getMessage());
        }
    }

    /** Each of them has a file. */
    private void forget() throws IOException {
        if (known.size() <= MOST) {
            return;
        }
        var files = AgedFiles.oldestFirst(directory, "*");
        for (var file : files.subList(0, Math.max(0, files.size() - MOST))) {
            known.remove(file.getFileName().toString());
            Files.deleteIfExists(file);
        }
    }
}
