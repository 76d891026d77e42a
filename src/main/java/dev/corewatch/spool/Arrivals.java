package dev.corewatch.spool;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Workload;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the occurrence that a core, or another channel's word, belongs to; begins one when there is none. Two are one death when
 * {@link Identity} says so. One at a time: channels that tell of a death at once must meet.
 */
final class Arrivals {

    private static final Logger LOG = System.getLogger(Arrivals.class.getName());

    /** So many of the newest occurrences are looked at. */
    private static final int NEWEST = 256;

    private static final TypeReference<List<Testimony>> TESTIMONIES = new TypeReference<>() {};

    private final SpoolLayout layout;
    private final States states;
    private final OccurrenceIds ids;
    private final InstantSource clock;

    Arrivals(SpoolLayout layout, States states, OccurrenceIds ids, InstantSource clock) {
        this.layout = layout;
        this.states = states;
        this.ids = ids;
        this.clock = clock;
    }

    /** Whether an occurrence could be the one; asked before its document is read. */
    private interface Candidate {

        boolean is(State state) throws IOException;
    }

    /** What remains to be written of an occurrence that has begun, up to its state. */
    private interface Ending {

        State write() throws IOException;
    }

    /** Where the core goes: to what other channels told of already, or to a new occurrence. */
    synchronized State of(CoreSource source) throws IOException {
        var facts = source.image().facts();
        Candidate awaited = state -> isOf(state, source.workload()) && state.source() == null;
        var told = newest(awaited, source.identity()::isSameAs);
        var core = HeldCore.raw(source.file().facts().size(), 0);
        if (told == null) {
            var begun = begin(source.identity(), source.workload(), facts);
            return finish(
                    begun.id(),
                    () -> begun.awaiting(source.facts(), source.image().signal(), core));
        }
        Documents.write(layout.document(told.id()), document(told.id()).joined(source.identity(), facts));
        return states.put(told.awaiting(source.facts(), source.image().signal(), core));
    }

    /** A death of which is known that its core is lost. Whether it was not known before; one that had a core stays as it is. */
    synchronized boolean lose(LostCore lost) throws IOException {
        var known = newest(state -> isOf(state, lost.workload()), lost.identity()::isSameAs);
        if (known != null && (known.source() != null || known.core().gone() == lost.why())) {
            return false;
        }
        if (known != null) {
            lost(known, lost);
        } else {
            var begun = begin(lost.identity(), lost.workload(), null);
            finish(begun.id(), () -> lost(begun, lost));
        }
        return true;
    }

    private State lost(State state, LostCore lost) throws IOException {
        var id = state.id();
        Documents.write(layout.document(id), document(id).withoutCore(lost.why().words()));
        return states.put(state.awaiting(null, lost.signal(), HeldCore.none(0, lost.why()))
                .at(Step.KEPT));
    }

    /** Holds what a channel says with the death it is on. */
    synchronized State of(Hearsay heard) throws IOException {
        var said = said(heard);
        if (said != null) {
            return said;
        }
        var known = join(heard);
        if (known.isPresent()) {
            return known.get();
        }
        var begun = begin(heard.identity(), heard.workload(), null);
        return finish(begun.id(), () -> {
            Documents.write(layout.testimonies(begun.id()), List.of(heard.testimony()));
            return begun.at(Step.KEPT);
        });
    }

    /**
     * Holds what a channel says with the death it is on, when that is known. What is said of nobody in particular is taken to be on any death at
     * that time, whoever's: better one too few than one twice.
     */
    synchronized Optional<State> join(Hearsay heard) throws IOException {
        boolean anybody = heard.identity().namesNoProcess();
        Candidate free = state -> (anybody || isOf(state, heard.workload())) && isFree(state.id(), heard.testimony());
        var known = newest(free, heard::isOn);
        return known == null ? Optional.empty() : Optional.of(hold(known.id(), heard.testimony()));
    }

    /** The death of which the channel has spoken before, read another time. */
    private @Nullable State said(Hearsay heard) throws IOException {
        return heard.identity().startTime() == null
                ? null
                : newest(
                        state -> isOf(state, heard.workload()) && !isFree(state.id(), heard.testimony()),
                        heard::isSurelyOn);
    }

    /** Holds what a channel says besides. An occurrence whose report lacks it goes back to be analysed again. */
    synchronized State hold(String id, Testimony testimony) throws IOException {
        var held = new ArrayList<>(testimonies(id));
        if (held.contains(testimony)) {
            return states.get(id);
        }
        held.add(testimony);
        var state = states.get(id);
        var open = state.step().isBefore(Step.ANALYZED) ? state : states.put(state.at(Step.KEPT));
        Documents.write(layout.testimonies(id), held);
        return open;
    }

    /** The core did not come after all: what other channels told stays. */
    synchronized void takeBack(State state) throws IOException {
        if (testimonies(state.id()).isEmpty()) {
            states.forget(state.id());
        } else {
            var nothing = HeldCore.none(0, CoreGone.NEVER_SEEN);
            states.put(state.awaiting(null, null, nothing).at(Step.KEPT));
        }
    }

    synchronized Known known(String id) throws IOException {
        var state = states.get(id);
        return new Known(document(id), state.source() != null, state.core(), testimonies(id));
    }

    /** Records a report, unless more is known by now than it rests on. */
    synchronized void conclude(Known basis, Occurrence reported) throws IOException {
        var id = reported.id();
        if (states.get(id).step() == Step.KEPT && basis.isAllOf(known(id))) {
            Documents.write(layout.document(id), reported);
            states.update(id, s -> s.at(Step.ANALYZED));
        }
    }

    /** A channel speaks of a death once; killed in between, it says the same again. */
    private boolean isFree(String id, Testimony testimony) throws IOException {
        var held = testimonies(id);
        return held.contains(testimony) || held.stream().noneMatch(other -> other.channel() == testimony.channel());
    }

    private static boolean isOf(State state, Workload workload) {
        return state.workload().equals(workload.key());
    }

    /** One of which nobody knows the process only when no other is the one. */
    private @Nullable State newest(Candidate candidate, Predicate<Identity> same) throws IOException {
        var newestFirst = states.all().reversed();
        State anonymous = null;
        for (var state : newestFirst.subList(0, Math.min(NEWEST, newestFirst.size()))) {
            var identity = candidate.is(state) ? identity(state.id()) : null;
            if (identity == null || !same.test(identity)) {
                continue;
            }
            if (!identity.namesNoProcess()) {
                return state;
            }
            anonymous = anonymous == null ? state : anonymous;
        }
        return anonymous;
    }

    /** A document that can't be read is no reason to lose the next crash. */
    private @Nullable Identity identity(String id) throws IOException {
        try {
            return document(id).identity();
        } catch (NoSuchFileException | DamagedDocumentException e) {
            LOG.log(Level.WARNING, "nothing can join {0}: {1}", id, e.getMessage());
            return null;
        }
    }

    /** Its document is there, its state isn't: killed here, the next start knows nothing of it. */
    private State begin(Identity identity, Workload workload, @Nullable CoreFacts core) throws IOException {
        var id = ids.next();
        var captured = clock.instant();
        DurableFiles.createDirectory(layout.occurrence(id), Spool.DIRECTORY);
        var nothing = HeldCore.none(0, CoreGone.NEVER_SEEN);
        try {
            Documents.write(
                    layout.document(id),
                    new Occurrence(Occurrence.SCHEMA, id, 1, captured, identity, workload, List.of(), core, null));
        } catch (IOException e) {
            Trees.delete(layout.occurrence(id));
            throw e;
        }
        return new State(
                State.SCHEMA,
                id,
                Step.KEEPING,
                captured,
                workload.key(),
                null,
                null,
                nothing,
                0,
                false,
                null,
                List.of());
    }

    private State finish(String id, Ending ending) throws IOException {
        try {
            return states.put(ending.write());
        } catch (IOException e) {
            Trees.delete(layout.occurrence(id));
            throw e;
        }
    }

    private Occurrence document(String id) throws IOException {
        return Documents.read(layout.document(id), Occurrence.class);
    }

    private List<Testimony> testimonies(String id) throws IOException {
        try {
            return Documents.read(layout.testimonies(id), TESTIMONIES);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
