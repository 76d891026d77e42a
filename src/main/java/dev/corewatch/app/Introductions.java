package dev.corewatch.app;

import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Victim;
import dev.corewatch.identity.Victims;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out whose a process is while it is there, and has that remembered. */
final class Introductions {

    private static final Logger LOG = Logger.getLogger(Introductions.class);

    private final Victims victims;
    private final Workloads workloads;
    private final ProcessTable processes;
    private final Acquaintances acquaintances;
    private final Function<Victim, @Nullable String> hindrances;
    private final Consumer<Acquaintance> haproxys;

    /**
     * Looks into this /proc.
     *
     * @param hindrances why a process will leave no core, in words; null when nothing is known to keep it from that
     * @param haproxys told of each HAProxy while it is there
     */
    Introductions(
            Victims victims,
            Workloads workloads,
            ProcessTable processes,
            Acquaintances acquaintances,
            Function<Victim, @Nullable String> hindrances,
            Consumer<Acquaintance> haproxys) {
        this.victims = victims;
        this.workloads = workloads;
        this.processes = processes;
        this.acquaintances = acquaintances;
        this.hindrances = hindrances;
        this.haproxys = haproxys;
    }

    /** The process that has that number now. */
    Owner meet(int pid) {
        try {
            var victim = victims.of(pid);
            var workload = workloads.wanted(victim);
            var threads = processes.threads(pid);
            if (workload.isPresent()) {
                var met = new Acquaintance(victim, workload.get(), threads, hindrances.apply(victim));
                haproxys.accept(met);
                acquaintances.meet(met);
                return new Owner.Haproxy(met);
            }
            if (victim.executable() == null) {
                return new Owner.Unknown();
            }
            acquaintances.pass(victim, threads);
            return new Owner.Other();
        } catch (IOException e) {
            LOG.debugf("process %d has ended before it was known: %s", pid, e.getMessage());
            return new Owner.Unknown();
        }
    }

    /** One that the kernel holds, whose line in the kernel's log may be read when it is gone. Touches no disk. */
    void glimpse(Victim victim, Optional<Workload> workload) {
        if (acquaintances.isKnown(victim)) {
            return;
        }
        var threads = threads(victim);
        if (workload.isPresent()) {
            var glimpsed = new Acquaintance(victim, workload.get(), threads, null);
            acquaintances.glimpse(glimpsed);
            haproxys.accept(glimpsed);
        } else if (victim.executable() != null) {
            acquaintances.pass(victim, threads);
        }
    }

    private Set<Integer> threads(Victim victim) {
        try {
            return processes.threads(victim.hostPid());
        } catch (IOException e) {
            return Set.of(victim.hostPid());
        }
    }
}
