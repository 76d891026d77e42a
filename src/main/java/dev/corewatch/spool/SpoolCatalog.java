package dev.corewatch.spool;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.OccurrenceId;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A spool as a person's command reads it: without the lock, beside the process that writes. What is half there is left out. */
public final class SpoolCatalog {

    private static final Logger LOG = System.getLogger(SpoolCatalog.class.getName());

    private final SpoolLayout layout;

    public SpoolCatalog(SpoolLayout layout) {
        this.layout = layout;
    }

    /** An occurrence and how far it has come. */
    public record Entry(State state, Occurrence occurrence) {}

    /** All occurrences, the newest first. */
    public List<Entry> occurrences() throws IOException {
        var entries = new ArrayList<Entry>();
        for (var id : ids().reversed()) {
            var entry = read(id);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /**
     * The occurrence whose id begins so.
     *
     * @throws UnknownIdException when there is none, or more than one
     */
    public Entry find(String prefix) throws IOException {
        var id = Prefixes.only(prefix.toLowerCase(Locale.ROOT), ids(), layout.root());
        return new Entry(States.read(layout.occurrence(id)), Documents.read(layout.document(id), Occurrence.class));
    }

    /** A written report; null when there is none of that kind yet. */
    public @Nullable Path report(String id, String extension) {
        var file = layout.report(id, extension);
        return Files.exists(file) ? file : null;
    }

    /** The core as a file that a debugger can read; close it afterwards. */
    public OpenedCore openCore(State state, @Nullable Integer debuggerGroup) throws IOException {
        return OpenedCore.of(layout, state, debuggerGroup);
    }

    public Groups groups() {
        return new Groups(layout);
    }

    private List<String> ids() throws IOException {
        return Trees.children(layout.occurrences()).stream()
                .map(directory -> directory.getFileName().toString())
                .filter(OccurrenceId::isId)
                .toList();
    }

    private @Nullable Entry read(String id) {
        try {
            return new Entry(States.read(layout.occurrence(id)), Documents.read(layout.document(id), Occurrence.class));
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "occurrence {0} is left out: {1}", id, e);
            return null;
        }
    }
}
