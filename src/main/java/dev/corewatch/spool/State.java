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
 * @param source the file it came from
 * @param signal as the core's notes say, for the case that nothing can analyse it
 * @param attempts analyses begun: one that takes corewatch down with it is not begun forever
 * @param group id of its signature; absent until grouped, or when it has none
 * @param stored what a store holds; empty until verified
 */
public record State(
        int schema,
        String id,
        Step step,
        Instant captured,
        String workload,
        SourceFacts source,
        @Nullable Signal signal,
        HeldCore core,
        int attempts,
        @Nullable String group,
        List<StoredObject> stored) {

    static final int SCHEMA = 1;

    public State {
        stored = List.copyOf(stored);
    }

    State at(Step next) {
        return new State(schema, id, next, captured, workload, source, signal, core, attempts, group, stored);
    }

    State with(HeldCore newCore) {
        return new State(schema, id, step, captured, workload, source, signal, newCore, attempts, group, stored);
    }

    State attempted(int newAttempts) {
        return new State(schema, id, step, captured, workload, source, signal, core, newAttempts, group, stored);
    }

    State grouped(@Nullable String signature) {
        return new State(schema, id, step, captured, workload, source, signal, core, attempts, signature, stored);
    }

    State stored(List<StoredObject> objects) {
        return new State(schema, id, step, captured, workload, source, signal, core, attempts, group, objects);
    }
}
