package dev.corewatch.app;

import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Victim;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A HAProxy that was seen while it ran.
 *
 * @param workload whose it is
 * @param threads their numbers in the initial pid namespace: the kernel's log names these
 * @param hindrance why it will leave no core, in words; null when nothing is known to keep it from that
 */
record Acquaintance(
        Victim victim,
        Workload workload,
        Set<Integer> threads,
        @Nullable String hindrance) {

    Acquaintance {
        threads = Set.copyOf(threads);
    }
}
