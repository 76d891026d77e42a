package dev.corewatch.identity;

import dev.corewatch.crash.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A victim's names without an API server: what its container's runtime wrote down; else its unit, or, of a task of Mesos or Nomad, its own
 * words, marked as claimed. Whatever can't be found, read or believed costs a name and leaves a note, never the crash.
 */
public final class Names {

    private final RuntimeFiles files;

    /** Where the host's root directory is seen from here: {@code /}, or {@code /host} in a container. */
    public Names(Path hostRoot) {
        files = new RuntimeFiles(new HostFiles(hostRoot));
    }

    /**
     * Reads the runtime's file, to be understood later; while the process is held, for containerd removes a container's folder as soon as its
     * first process is gone.
     */
    public RuntimeWords words(Victim victim) {
        return files.find(victim);
    }

    /**
     * The names.
     *
     * @param node this host's name
     */
    public Named of(Victim victim, RuntimeWords words, String node) {
        var notes = new ArrayList<String>(victim.placement().notes());
        notes.addAll(words.notes());
        var file = words.file();
        if (file == null) {
            return new Untold(victim, victim.container(), node).named(notes);
        }
        try {
            var described = file.dialect().read(words.text(), file.container().id());
            return told(file, described, node, notes)
                    .map(found -> new Named(found, file.container(), described.labels(), false, notes))
                    .orElseGet(() -> new Untold(victim, file.container(), node).unclaimed(described.labels(), notes));
        } catch (IllegalArgumentException e) {
            notes.add("%s can't be understood: %s".formatted(file.path(), e.getMessage()));
            return new Untold(victim, file.container(), node).unclaimed(Map.of(), notes);
        }
    }

    /** Labels of Kubernetes that Docker has of a container outside of any Pod came with its image, or with who started it. */
    private static Optional<Workload> told(RuntimeFile file, Description described, String node, List<String> notes) {
        var conventions = new Conventions(described, node);
        var kernels = Optional.ofNullable(file.container().podUid());
        var runtimes = conventions.podUid();
        if (kernels.isPresent() && runtimes.isPresent() && !kernels.equals(runtimes)) {
            notes.add("%s speaks of Pod %s, the cgroup of Pod %s: its names are not believed"
                    .formatted(file.path(), runtimes.get(), kernels.get()));
            return Optional.empty();
        }
        boolean pod = kernels.isPresent() || file.dialect() != Dialect.DOCKER;
        return pod ? conventions.kubernetes().or(conventions::other) : conventions.other();
    }
}
