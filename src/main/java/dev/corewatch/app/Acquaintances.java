package dev.corewatch.app;

import dev.corewatch.json.Json;
import dev.corewatch.system.AgedFiles;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The HAProxys that were seen running, a file each, so that one that dies while no agent is there is known afterwards. The newest {@value #MOST}
 * stay.
 */
final class Acquaintances {

    private static final Logger LOG = Logger.getLogger(Acquaintances.class);
    private static final int MOST = 5000;

    private final Path directory;
    private final Map<String, Acquaintance> known = new ConcurrentHashMap<>();
    private volatile Consumer<Acquaintance> listener = _ -> {};

    /** Reads what an earlier process saw. */
    Acquaintances(Path directory) throws IOException {
        this.directory = directory;
        DurableFiles.createDirectory(directory, "rwx------");
        for (var file : AgedFiles.oldestFirst(directory, "*")) {
            read(file).ifPresent(acquaintance -> known.put(name(acquaintance), acquaintance));
        }
    }

    /** Tells of each one that is met from now on. */
    void tell(Consumer<Acquaintance> told) {
        listener = told;
    }

    /** Remembered from now on, in place of what was known of that process. */
    void meet(Acquaintance acquaintance) {
        listener.accept(acquaintance);
        var name = name(acquaintance);
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

    /**
     * The one that had that thread then; the youngest of those, for numbers are used again.
     *
     * @param ticks that moment as {@link dev.corewatch.identity.Victim#startTime} counts: who began later is another one
     */
    Optional<Acquaintance> withThread(int thread, long ticks) {
        return known.values().stream()
                .filter(one -> one.threads().contains(thread) && one.victim().startTime() <= ticks)
                .max(Comparator.comparingLong(one -> one.victim().startTime()));
    }

    /**
     * The one with that process.
     *
     * @param pid in its own pid namespace
     */
    Optional<Acquaintance> of(int pid, long startTime) {
        return known.values().stream()
                .filter(one -> one.victim().pid() == pid && one.victim().startTime() == startTime)
                .findFirst();
    }

    /** Those of a container. */
    List<Acquaintance> in(String container) {
        return known.values().stream()
                .filter(one -> one.victim().container() != null
                        && one.victim().container().id().equals(container))
                .toList();
    }

    private static String name(Acquaintance acquaintance) {
        return acquaintance.victim().hostPid() + "-" + acquaintance.victim().startTime();
    }

    private static Optional<Acquaintance> read(Path file) {
        try {
            return Optional.of(Json.mapper().readValue(Files.readAllBytes(file), Acquaintance.class));
        } catch (IOException e) {
            return Optional.empty(); // half written when the agent was killed: it will be seen again, if it still runs
        }
    }

    private void forget() throws IOException {
        var files = AgedFiles.oldestFirst(directory, "*");
        for (var file : files.subList(0, Math.max(0, files.size() - MOST))) {
            known.remove(file.getFileName().toString());
            Files.deleteIfExists(file);
        }
    }
}
