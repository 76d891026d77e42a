package dev.corewatch.app;

import dev.corewatch.system.ProcessTable;

/** Whose the threads are that the kernel's log names: remembered, or looked up as long as they are there. */
final class ThreadOwners {

    private final Acquaintances acquaintances;
    private final Introductions introductions;
    private final ProcessTable processes;

    ThreadOwners(Acquaintances acquaintances, Introductions introductions, ProcessTable processes) {
        this.acquaintances = acquaintances;
        this.introductions = introductions;
        this.processes = processes;
    }

    /**
     * Whose thread that was then.
     *
     * @param ticks that moment, in clock ticks since boot
     */
    Owner of(int thread, long ticks) {
        var remembered = acquaintances.withThread(thread, ticks);
        if (!(remembered instanceof Owner.Unknown)) {
            return remembered;
        }
        var process = processes.processOf(thread);
        if (process.isEmpty()) {
            return remembered;
        }
        introductions.meet(process.get());
        return acquaintances.withThread(thread, ticks); // unless the number has become another one's since
    }
}
