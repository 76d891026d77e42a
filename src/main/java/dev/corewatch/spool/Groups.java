package dev.corewatch.spool;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Workload;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Groups, tallies and what people said of groups, as they lie on disk. Safe beside the process that counts. */
public final class Groups {

    static final TypeReference<Counted<Group>> GROUP = new TypeReference<>() {};
    static final TypeReference<Counted<Tally>> TALLY = new TypeReference<>() {};

    private static final Logger LOG = System.getLogger(Groups.class.getName());

    private final SpoolLayout layout;

    public Groups(SpoolLayout layout) {
        this.layout = layout;
    }

    /** Every group; a damaged file is left out with a warning. */
    public List<Group> all() throws IOException {
        var groups = new ArrayList<Group>();
        var words = acknowledgements();
        for (var counted : counted()) {
            groups.add(withWord(counted.value(), words));
        }
        return groups;
    }

    /** Every group as it is counted, without anybody's word. */
    List<Counted<Group>> counted() throws IOException {
        return read(Groups::isGroup, GROUP);
    }

    /** The crashes of every workload. */
    public List<Tally> tallies() throws IOException {
        return read(name -> name.equals(Tally.FILE), TALLY).stream()
                .map(Counted::value)
                .toList();
    }

    /** The group of a signature on a workload; null when there is none, or when it can't be read. */
    public @Nullable Group find(Workload workload, String signature) throws IOException {
        try {
            return withWord(
                    Documents.read(layout.group(workload, signature), GROUP).value(), acknowledgements());
        } catch (NoSuchFileException e) {
            return null;
        } catch (DamagedDocumentException e) {
            LOG.log(Level.WARNING, "left out: {0}", e.getMessage());
            return null;
        }
    }

    /** Records a person's word on a group, in place of an earlier one. */
    public void acknowledge(Group group, @Nullable String note, Instant now) throws IOException {
        var file = layout.acknowledgement(group.workload(), group.signature().id());
        Documents.write(file, new Acknowledgement(note, now));
    }

    /** {@code <workload key>/<signature>} of every acknowledged group. */
    Set<String> acknowledged() throws IOException {
        return acknowledgements().keys();
    }

    private Acknowledgements acknowledgements() throws IOException {
        return Acknowledgements.in(files(name -> !isGroup(name)), layout.groups());
    }

    private static Group withWord(Group group, Acknowledgements words) {
        var word = words.of(group);
        return word == null ? group : group.acknowledge(word.note());
    }

    private <T> List<T> read(Predicate<String> name, TypeReference<T> type) throws IOException {
        var documents = new ArrayList<T>();
        for (var file : files(name)) {
            try {
                documents.add(Documents.read(file, type));
            } catch (DamagedDocumentException e) {
                LOG.log(Level.WARNING, "left out: {0}", e.getMessage());
            }
        }
        return documents;
    }

    private List<Path> files(Predicate<String> name) throws IOException {
        var files = new ArrayList<Path>();
        for (var namespace : Trees.children(layout.groups())) {
            for (var workload : Trees.children(namespace)) {
                for (var container : Trees.children(workload)) {
                    files.addAll(Trees.children(container));
                }
            }
        }
        files.removeIf(file -> !name.test(file.getFileName().toString()));
        return files;
    }

    private static boolean isGroup(String name) {
        return name.endsWith(".json")
                && !name.startsWith(".")
                && !name.endsWith(Acknowledgement.SUFFIX)
                && !name.endsWith(Moved.SUFFIX)
                && !name.equals(Tally.FILE);
    }
}
