package dev.corewatch.spool;

import dev.corewatch.crash.Group;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people said of groups, and of the groups that these come from: the newest word counts. Read at one moment, so that a word written
 * beside a migration is found however the two fall.
 */
final class Acknowledgements {

    private static final Logger LOG = System.getLogger(Acknowledgements.class.getName());

    private final Path root;
    private final Map<String, Acknowledgement> words = new HashMap<>();
    private final Map<String, List<String>> successors = new HashMap<>();

    private Acknowledgements(Path root) {
        this.root = root;
    }

    /**
     * Of these files.
     *
     * @param root what workloads' keys are below
     */
    static Acknowledgements in(List<Path> files, Path root) throws IOException {
        var read = new Acknowledgements(root);
        for (var file : files) {
            try {
                read.add(file);
            } catch (DamagedDocumentException e) {
                LOG.log(Level.WARNING, "left out: {0}", e.getMessage());
            }
        }
        Map.copyOf(read.words).forEach((key, word) -> read.inherit(key, word, new HashSet<>()));
        return read;
    }

    @Nullable
    Acknowledgement of(Group group) {
        return words.get(key(group.workload().key(), group.signature().id()));
    }

    /** {@code <workload key>/<signature>} of every group that is known. */
    Set<String> keys() {
        return Set.copyOf(words.keySet());
    }

    private void add(Path file) throws IOException {
        var name = root.relativize(file).toString();
        if (name.endsWith(Acknowledgement.SUFFIX)) {
            var key = name.substring(0, name.length() - Acknowledgement.SUFFIX.length());
            words.put(key, Documents.read(file, Acknowledgement.class));
        } else if (name.endsWith(Moved.SUFFIX)) {
            var moved = Documents.read(file, Moved.class);
            var workload = moved.workload().key();
            successors.put(
                    key(workload, moved.signature()),
                    moved.to().stream().map(id -> key(workload, id)).toList());
        }
    }

    private void inherit(String key, Acknowledgement word, Set<String> seen) {
        for (var successor : successors.getOrDefault(key, List.of())) {
            if (seen.add(successor)) {
                words.merge(successor, word, (own, other) -> own.at().isBefore(other.at()) ? other : own);
                inherit(successor, word, seen);
            }
        }
    }

    private static String key(String workload, String signature) {
        return workload + "/" + signature;
    }
}
