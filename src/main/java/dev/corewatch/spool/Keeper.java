package dev.corewatch.spool;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.function.Consumer;

/**
 * Makes a durable occurrence of a core. The source's facts are recorded under a new id before anything moves; the core is brought in; the
 * step is recorded; only then is the source unlinked. Killed anywhere in between, the same file offered again continues under the same id.
 * A core that may not come in leaves an occurrence that says why.
 */
final class Keeper {

    private static final Logger LOG = System.getLogger(Keeper.class.getName());

    /** A file system with less than this is full. */
    private static final long FULL = 1 << 16;

    private final SpoolLayout layout;
    private final States states;
    private final CoreTaker taker;
    private final Gate gate;
    private final Arrivals arrivals;
    private final Consumer<CoreGone> drops;

    Keeper(SpoolLayout layout, States states, CoreTaker taker, Gate gate, Arrivals arrivals, Consumer<CoreGone> drops) {
        this.layout = layout;
        this.states = states;
        this.taker = taker;
        this.gate = gate;
        this.arrivals = arrivals;
        this.drops = drops;
    }

    synchronized Kept keep(CoreSource source) throws IOException {
        var known = states.of(source.facts());
        if (known.isPresent() && !known.get().step().isBefore(Step.KEPT)) {
            removeSource(known.get(), Level.DEBUG);
            return new Kept.Already(document(known.get().id()));
        }
        var refusal = gate.refuse(source);
        var state = known.isPresent() ? known.get() : arrivals.of(source);
        return refusal == null ? take(state, source) : drop(state, refusal);
    }

    synchronized void lose(LostCore lost) throws IOException {
        if (arrivals.lose(lost)) {
            drops.accept(lost.why());
        }
    }

    /** Finishes what an earlier process began and nobody will offer again. */
    synchronized void resume() throws IOException {
        for (var state : states.all()) {
            if (state.step() != Step.KEEPING) {
                removeSource(state, Level.DEBUG);
            } else {
                tryToResume(state);
            }
        }
    }

    private void tryToResume(State state) {
        try {
            resume(state);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "occurrence {0} is still being kept: {1}", state.id(), e);
        }
    }

    /** A source that can't be removed is known by its facts, and never taken again. */
    private static void removeSource(State state, Level level) {
        var source = state.source();
        if (source == null) {
            return;
        }
        try {
            source.removeFile();
        } catch (IOException e) {
            LOG.log(level, "{0} is kept as {1} but cannot be removed: {2}", source.location(), state.id(), e);
        }
    }

    private void resume(State state) throws IOException {
        var source = state.source();
        if (source == null) {
            return;
        }
        if (taker.resume(source, layout.occurrence(state.id()))) {
            try (var core = SafeOpen.regularFile(layout.core(state.id()))) {
                kept(state, HeldCore.raw(core.facts().size(), CoreTaker.dataBytes(core)));
            }
        } else if (!source.isThere()) {
            drop(state, CoreGone.VANISHED);
        }
    }

    private Kept take(State state, CoreSource source) throws IOException {
        var directory = layout.occurrence(state.id());
        try {
            var core = taker.resume(source.facts(), directory)
                    ? HeldCore.raw(source.file().facts().size(), CoreTaker.dataBytes(source.file()))
                    : taker.take(source, directory);
            return new Kept.Core(kept(state, core));
        } catch (IOException e) {
            if (isFull(e)) {
                return drop(state, CoreGone.DISK_FULL);
            }
            abandon(state);
            throw e;
        }
    }

    private Occurrence kept(State state, HeldCore core) throws IOException {
        states.put(state.with(core).at(Step.KEPT));
        removeSource(state, Level.WARNING);
        return document(state.id());
    }

    private Kept drop(State state, CoreGone why) throws IOException {
        var directory = layout.occurrence(state.id());
        Files.deleteIfExists(directory.resolve("core.part"));
        var occurrence = document(state.id()).withoutCore(why.words());
        Documents.write(layout.document(state.id()), occurrence);
        states.put(state.with(state.core().without(why)).at(Step.KEPT));
        drops.accept(why);
        removeSource(state, Level.WARNING);
        return new Kept.Dropped(occurrence, why);
    }

    /** Nothing was taken: the file is offered again, as new. */
    private void abandon(State state) throws IOException {
        var directory = layout.occurrence(state.id());
        if (!Files.exists(directory.resolve("core")) && !Files.exists(directory.resolve("core.taken"))) {
            arrivals.takeBack(state);
        }
    }

    private boolean isFull(IOException e) throws IOException {
        return String.valueOf(e.getMessage()).contains("No space left")
                || Files.getFileStore(layout.occurrences()).getUsableSpace() < FULL;
    }

    private Occurrence document(String id) throws IOException {
        return Documents.read(layout.document(id), Occurrence.class);
    }
}
