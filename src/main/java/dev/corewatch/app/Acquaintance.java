package dev.corewatch.app;

import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Victim;
import java.util.Set;

/**
 * A HAProxy that was seen while it ran.
 *
 * @param workload whose it is
 * @param threads their numbers in the initial pid namespace: the kernel's log names these
 */
record Acquaintance(Victim victim, Workload workload, Set<Integer> threads) {

    Acquaintance {
        threads = Set.copyOf(threads);
    }
}
