package dev.corewatch.capture.objects;

import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessKey;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the files of every HAProxy that is seen: of a new process, and again of one whose mapped files have changed (a library loaded
 * later, a master that executed itself anew on reload). A process is told by its pid and start time. Not safe for several threads.
 */
public final class ProcessWatch {

    private final HaproxyProcesses haproxies;
    private final ProcessFiles files;
    private final Listener listener;
    private Map<ProcessKey, Set<MappedFile>> known = Map.of();

    public ProcessWatch(HaproxyProcesses haproxies, ProcessFiles files, Listener listener) {
        this.haproxies = haproxies;
        this.files = files;
        this.listener = listener;
    }

    /** One look at all processes; to be repeated each second or so. */
    public void look() throws IOException {
        var now = new HashMap<ProcessKey, Set<MappedFile>>();
        for (var process : haproxies.running()) {
            now.put(process.key(), look(process));
            listener.running(process);
        }
        known = now;
    }

    private Set<MappedFile> look(ProcessEntry process) {
        var before = known.get(process.key());
        try {
            var mapped = files.mapped(process);
            if (!mapped.equals(before)) {
                listener.kept(process, files.snapshot(process, mapped));
            }
            return mapped;
        } catch (NoSuchFileException e) {
            return Set.of(); // it has ended meanwhile
        } catch (IOException e) {
            if (before == null) {
                listener.kept(process, files.refused(process));
            }
            return before == null ? Set.of() : before;
        }
    }

    /** Hears of the processes. */
    @FunctionalInterface
    public interface Listener {

        /** Of each one that is new or has changed. */
        void kept(ProcessEntry process, Snapshot snapshot);

        /** Of each one at each look. */
        default void running(ProcessEntry process) {}
    }
}
