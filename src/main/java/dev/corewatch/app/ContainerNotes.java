package dev.corewatch.app;

import dev.corewatch.capture.log.LogPosition;
import dev.corewatch.crash.Workload;
import dev.corewatch.json.Json;
import dev.corewatch.system.AgedFiles;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** How far each container's log was read, a file each, over restarts of the agent. */
final class ContainerNotes {

    private static final Logger LOG = Logger.getLogger(ContainerNotes.class);

    private final Path directory;
    private final @Nullable String bootId;

    /**
     * One of them.
     *
     * @param container its id
     * @param log its path on the host
     * @param boot in which this was; what was read before another one is done with
     */
    record Note(
            String container,
            Workload workload,
            String log,
            @Nullable String boot,
            LogPosition position) {}

    ContainerNotes(Path directory, @Nullable String bootId) {
        this.directory = directory;
        this.bootId = bootId;
    }

    /** Those of this boot; others are removed. */
    List<Note> all() throws IOException {
        DurableFiles.createDirectory(directory, "rwx------");
        var notes = new ArrayList<Note>();
        for (var file : AgedFiles.oldestFirst(directory, "[0-9a-f]*")) {
            var note = read(file);
            if (note != null && Objects.equals(note.boot(), bootId)) {
                notes.add(note);
            } else {
                Files.deleteIfExists(file);
            }
        }
        return notes;
    }

    private static @Nullable Note read(Path file) throws IOException {
        try {
            return Json.mapper().readValue(file.toFile(), Note.class);
        } catch (IOException e) {
            LOG.warnf("%s can't be read, its container's log is read anew: %s", file, e.getMessage());
            return null;
        }
    }

    void write(String container, Workload workload, String log, LogPosition position) {
        try {
            var note = new Note(container, workload, log, bootId, position);
            DurableFiles.replace(directory.resolve(container), Json.mapper().writeValueAsBytes(note));
        } catch (IOException e) {
            LOG.warnf("how far %s was read is not remembered over a restart: %s", log, e.getMessage());
        }
    }

    void remove(String container) {
        try {
            Files.deleteIfExists(directory.resolve(container));
        } catch (IOException e) {
            LOG.warnf("the note on container %s can't be removed: %s", container, e.getMessage());
        }
    }
}
