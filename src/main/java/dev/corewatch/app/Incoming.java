package dev.corewatch.app;

import com.fasterxml.jackson.core.JacksonException;
import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Victim;
import dev.corewatch.json.Json;
import dev.corewatch.system.DurableFiles;
import dev.corewatch.system.ProcessKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Cores on their way from held processes into the spool: NAME.json says whose it is before the first byte of NAME.core is taken, so that a
 * death whose taking was cut short by a kill is known, with as much of its core as came.
 */
final class Incoming {

    private static final Logger LOG = Logger.getLogger(Incoming.class);
    private static final String WORDS = ".json";

    private final Path directory;
    private final Set<ProcessKey> underway = ConcurrentHashMap.newKeySet();

    /**
     * A core on its way.
     *
     * @param victim which process it is of
     * @param workload whose that is
     * @param died when the kernel told of it
     */
    record Arrival(Victim victim, Workload workload, Instant died) {}

    /** Its two files, and what the first of them says. */
    record Draft(Path words, Path core, Arrival arrival, Set<ProcessKey> underway) {

        /** Before its core is taken. */
        void announce() throws IOException {
            underway.add(arrival.victim().key());
            Files.write(words, Json.mapper().writeValueAsBytes(arrival));
        }

        FileChannel create() throws IOException {
            var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(DurableFiles.PRIVATE));
            return FileChannel.open(core, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode);
        }

        /** Once the spool has it. */
        void remove() throws IOException {
            Files.deleteIfExists(core);
            Files.deleteIfExists(words);
            leave();
        }

        /** Nobody is to wait for it any more. */
        void leave() {
            underway.remove(arrival.victim().key());
        }
    }

    Incoming(Path directory) throws IOException {
        this.directory = directory;
        DurableFiles.createDirectory(directory, "rwx------");
    }

    /** Whether the core of that process is on its way. */
    boolean has(int hostPid, long startTime) {
        return underway.contains(new ProcessKey(hostPid, startTime));
    }

    /** Nothing of it is on disk before {@link Draft#announce}. */
    Draft begin(Arrival arrival) {
        return draft(UUID.randomUUID().toString(), arrival);
    }

    /** What a killed process left. */
    List<Draft> left() throws IOException {
        var drafts = new ArrayList<Draft>();
        try (var names = Files.newDirectoryStream(directory, "*" + WORDS)) {
            for (var words : names) {
                read(words).ifPresent(drafts::add);
            }
        }
        drafts.forEach(draft -> underway.add(draft.arrival().victim().key()));
        return drafts;
    }

    /** Words that were cut short had no core yet, and name nobody. */
    private Optional<Draft> read(Path words) throws IOException {
        var file = words.getFileName().toString();
        try {
            var arrival = Json.mapper().readValue(Files.readAllBytes(words), Arrival.class);
            return Optional.of(draft(file.substring(0, file.length() - WORDS.length()), arrival));
        } catch (JacksonException e) {
            LOG.warnf("%s tells of a death and was cut short: %s", words, e.getMessage());
            Files.delete(words);
            return Optional.empty();
        }
    }

    private Draft draft(String name, Arrival arrival) {
        return new Draft(directory.resolve(name + WORDS), directory.resolve(name + ".core"), arrival, underway);
    }
}
