package dev.corewatch.app;

import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Victims;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessKey;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Makes the acquaintance of each HAProxy that runs, and again when its threads have changed; its workload's series begin then, before its
 * first crash. For one thread.
 */
final class Encounters implements Consumer<ProcessEntry> {

    private static final Logger LOG = Logger.getLogger(Encounters.class);
    private static final int MOST_KNOWN = 20_000;

    private final Victims victims;
    private final Workloads workloads;
    private final ProcessTable processes;
    private final Acquaintances acquaintances;
    private final Consumer<Workload> watched;
    private final Map<ProcessKey, Integer> threads = new HashMap<>();

    /** @param watched told of each workload that has one */
    Encounters(
            Victims victims,
            Workloads workloads,
            ProcessTable processes,
            Acquaintances acquaintances,
            Consumer<Workload> watched) {
        this.victims = victims;
        this.workloads = workloads;
        this.processes = processes;
        this.acquaintances = acquaintances;
        this.watched = watched;
    }

    @Override
    public void accept(ProcessEntry process) {
        if (threads.size() > MOST_KNOWN) {
            threads.clear();
        }
        var before = threads.put(process.key(), process.threads());
        if (before == null || before != process.threads()) {
            meet(process);
        }
    }

    private void meet(ProcessEntry process) {
        try {
            var victim = victims.of(process.pid());
            var workload = workloads.wanted(victim);
            if (workload.isPresent()) {
                acquaintances.meet(new Acquaintance(victim, workload.get(), processes.threads(process.pid())));
                watched.accept(workload.get());
            }
        } catch (IOException e) {
            LOG.debugf("process %d has ended before it was known: %s", process.pid(), e.getMessage());
        }
    }
}
