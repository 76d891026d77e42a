package dev.corewatch.spool;

import dev.corewatch.system.FullDisk;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Removes what {@link Retention} decides. A core's end is recorded first, then its file is unlinked: the next start finishes that. On a full
 * disk nothing can be recorded before something is unlinked, so there it is the other way round.
 */
final class Retainer {

    private static final Logger LOG = System.getLogger(Retainer.class.getName());

    private final SpoolSettings settings;
    private final States states;
    private final InstantSource clock;
    private final Consumer<CoreGone> drops;

    Retainer(SpoolSettings settings, States states, InstantSource clock, Consumer<CoreGone> drops) {
        this.settings = settings;
        this.states = states;
        this.clock = clock;
        this.drops = drops;
    }

    /** What all cores occupy. */
    long heldBytes() {
        return states.all().stream().mapToLong(s -> s.core().diskBytes()).sum();
    }

    /** By age, number and the spool's own size. */
    void retain() throws IOException {
        makeRoom(Math.max(0, heldBytes() - settings.limits().totalBytes()));
    }

    /** As {@link #retain}, and this many bytes besides, as far as there is anything to remove. */
    synchronized void makeRoom(long excess) throws IOException {
        for (var removal : Retention.decide(held(), settings.retention(), clock.instant(), excess)) {
            try {
                remove(removal);
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        "occurrence {0} could not be removed ({1}): {2}",
                        removal.id(),
                        removal.why(),
                        e);
            }
        }
    }

    /** Unlinks core files that the states say are gone. */
    void resume() throws IOException {
        for (var state : states.all()) {
            if (state.step() != Step.KEEPING) {
                unlinkAllBut(state);
            }
        }
    }

    /** Leaves of the core's files only the one that the state names. */
    void unlinkAllBut(State state) throws IOException {
        if (state.core().form() != HeldCore.Form.RAW) {
            Files.deleteIfExists(settings.layout().core(state.id()));
        }
        if (state.core().form() != HeldCore.Form.ZSTD) {
            Files.deleteIfExists(settings.layout().compressedCore(state.id()));
        }
    }

    private List<Retention.Held> held() throws IOException {
        var acknowledged = new Groups(settings.layout()).acknowledged();
        return states.all().stream()
                .map(s -> new Retention.Held(
                        s.id(),
                        s.captured(),
                        s.core().diskBytes(),
                        s.workload() + "/" + s.group(),
                        !s.step().isBefore(Step.COMPRESSED),
                        !settings.retention().untilStored() || !s.stored().isEmpty(),
                        acknowledged.contains(s.workload() + "/" + s.group())))
                .toList();
    }

    private void remove(Retention.Removal removal) throws IOException {
        var state = states.get(removal.id());
        var source = state.source();
        if (removal.whole() && (source == null || !source.isThere())) {
            states.forget(state.id());
        } else if (state.core().isHere()) {
            release(state.id(), removal.why());
            count(removal.why());
        }
    }

    private void release(String id, CoreGone why) throws IOException {
        try {
            end(id, why);
        } catch (IOException e) {
            if (!FullDisk.is(e)) {
                throw e;
            }
            Files.deleteIfExists(settings.layout().core(id));
            Files.deleteIfExists(settings.layout().compressedCore(id));
            end(id, why);
        }
    }

    private void end(String id, CoreGone why) throws IOException {
        unlinkAllBut(states.update(id, s -> s.with(s.core().without(why))));
    }

    private void count(CoreGone why) {
        if (why.isLoss()) {
            drops.accept(why);
        }
    }
}
