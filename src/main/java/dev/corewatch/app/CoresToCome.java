package dev.corewatch.app;

import dev.corewatch.crash.Identity;
import dev.corewatch.pipeline.Absence;
import org.jspecify.annotations.Nullable;

/** Which cores the agent is just taking, and why some processes leave none. */
final class CoresToCome implements Absence {

    private volatile @Nullable Incoming incoming;
    private volatile @Nullable Acquaintances acquaintances;

    /** Until then nothing is known. */
    void know(Incoming taken, Acquaintances seen) {
        incoming = taken;
        acquaintances = seen;
    }

    @Override
    public boolean isComing(Identity death) {
        var taken = incoming;
        var pid = death.hostPid();
        var startTime = death.startTime();
        return taken != null && pid != null && startTime != null && taken.has(pid, startTime);
    }

    @Override
    public @Nullable String why(Identity death) {
        var seen = acquaintances;
        return seen == null ? null : seen.hindrance(death);
    }
}
