package dev.corewatch.spool;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/**
 * The states of all occurrences: on disk, and the same in memory once this process holds the lock. A change is on disk before anybody in
 * memory sees it.
 */
final class States {

    private static final String FORGOTTEN = ".forgotten-";

    private static final Logger LOG = System.getLogger(States.class.getName());

    private final SpoolLayout layout;
    private final SetAside aside;
    private final ConcurrentSkipListMap<String, State> states = new ConcurrentSkipListMap<>();

    States(SpoolLayout layout, SetAside aside) {
        this.layout = layout;
        this.aside = aside;
    }

    /** Reads what is on disk; what can't be understood is set aside, what was being removed is removed. */
    synchronized void load() throws IOException {
        for (var directory : Trees.children(layout.occurrences())) {
            if (directory.getFileName().toString().startsWith(FORGOTTEN)) {
                Trees.delete(directory);
            } else if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                aside.put(directory, "it isn't a directory");
            } else {
                load(directory);
            }
        }
    }

    private void load(Path directory) throws IOException {
        try {
            var state = read(directory);
            readUnfinished(state);
            states.put(state.id(), state);
        } catch (NoSuchFileException e) {
            forgetOrSetAside(directory);
        } catch (DamagedDocumentException e) {
            aside.put(directory, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.log(Level.ERROR, "occurrence {0} is left alone until the next start: {1}", directory, e);
        }
    }

    /** What still has a way to go needs its document. */
    private void readUnfinished(State state) throws IOException {
        try {
            if (state.step().isBefore(Step.DONE)) {
                Documents.read(layout.document(state.id()), Occurrence.class);
            }
        } catch (NoSuchFileException e) {
            throw new DamagedDocumentException(layout.document(state.id()), "it is not there", e);
        }
    }

    /** Without a state there was nothing kept yet, unless a core says otherwise. */
    private void forgetOrSetAside(Path directory) throws IOException {
        if (Files.exists(directory.resolve("core")) || Files.exists(directory.resolve("core.zst"))) {
            aside.put(directory, "it holds a core, and no state.json");
        } else {
            Trees.delete(directory);
        }
    }

    /** The state in this directory. */
    static State read(Path directory) throws IOException {
        var file = directory.resolve("state.json");
        var state = Documents.read(file, State.class);
        if (state.schema() != State.SCHEMA) {
            throw new DamagedDocumentException(
                    file, "its schema is %d, not %d".formatted(state.schema(), State.SCHEMA));
        }
        if (!directory.getFileName().toString().equals(state.id())) {
            throw new DamagedDocumentException(file, "it is of occurrence " + state.id());
        }
        return state;
    }

    synchronized State put(State state) throws IOException {
        Documents.write(layout.state(state.id()), state);
        states.put(state.id(), state);
        return state;
    }

    synchronized State update(String id, UnaryOperator<State> change) throws IOException {
        return put(change.apply(get(id)));
    }

    State get(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("no occurrence has the id " + id));
    }

    Optional<State> find(String id) {
        return Optional.ofNullable(states.get(id));
    }

    /** The occurrence that was made of this file. */
    Optional<State> of(SourceFacts source) {
        return states.values().stream()
                .filter(s -> s.source() != null && s.source().isSameFileAs(source))
                .findFirst();
    }

    /** All, the oldest first. */
    List<State> all() {
        return List.copyOf(states.values());
    }

    /** Removes the whole occurrence; the rename makes it all or nothing. */
    synchronized void forget(String id) throws IOException {
        var gone = layout.occurrences().resolve(FORGOTTEN + id);
        DurableFiles.rename(layout.occurrence(id), gone);
        states.remove(id);
        Trees.delete(gone);
    }
}
