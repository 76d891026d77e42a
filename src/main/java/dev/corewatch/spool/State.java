package dev.corewatch.spool;

import dev.corewatch.crash.Signal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code state.json}: how far one occurrence has come. Never changed but by atomic replacement.
 *
 * @param schema version of these names
 * @param captured when it was taken; its order
 * @param workload {@link dev.corewatch.crash.Workload#key()}
 * @param source the file its core came from; absent while only other channels tell of it
 * @param signal as the core's notes say, for the case that nothing can analyse it
 * @param attempts analyses begun: one that takes corewatch down with it is not begun forever
 * @param counted whether its workload's tally has it
 * @param group id of the signature it is counted under; absent until grouped, or when it has none
 * @param stored what a store holds; empty until verified
 */
public record State(
        int schema,
        String id,
        Step step,
        Instant captured,
        String workload,
        @Nullable SourceFacts source,
        @Nullable Signal signal,
        HeldCore core,
        int attempts,
        boolean counted,
        @Nullable String group,
        List<StoredObject> stored) {

    static final int SCHEMA = 1;

    public State {
        stored = List.copyOf(stored);
    }

    /** Whether nothing was ever heard of a core. */
    public boolean hasNoWord() {
        return source == null && core.gone() == CoreGone.NEVER_SEEN;
    }

    State at(Step next) {
        return new State(schema, id, next, captured, workload, source, signal, core, attempts, counted, group, stored);
    }

    /** At the next step, unless it has been sent back because more came to light. */
    State reached(Step next) {
        return step.isBefore(Step.ANALYZED) ? this : at(next);
    }

    State with(HeldCore newCore) {
        return new State(
                schema, id, step, captured, workload, source, signal, newCore, attempts, counted, group, stored);
    }

    /** A core is on its way into it, or no longer. */
    State awaiting(@Nullable SourceFacts file, @Nullable Signal ofCore, HeldCore newCore) {
        return new State(
                schema, id, Step.KEEPING, captured, workload, file, ofCore, newCore, attempts, counted, group, stored);
    }

    State attempted(int newAttempts) {
        return new State(
                schema, id, step, captured, workload, source, signal, core, newAttempts, counted, group, stored);
    }

    /** Counted, under this signature. */
    State grouped(@Nullable String signature) {
        return new State(schema, id, step, captured, workload, source, signal, core, attempts, true, signature, stored);
    }

    State stored(List<StoredObject> objects) {
        return new State(schema, id, step, captured, workload, source, signal, core, attempts, counted, group, objects);
    }
}
