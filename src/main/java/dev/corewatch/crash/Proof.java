package dev.corewatch.crash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a small process that was crashed in another's place.
 *
 * @param pid the small process's
 * @param dumped whether the kernel says that it dumped a core
 * @param fate of its core; unknown where a program was given it
 * @param core the core that was found; absent when there was none, or it went to a program
 * @param seen what else was seen, a sentence each
 * @param agrees whether it is what the checks had said, or nothing against it
 */
public record Proof(
        int pid, boolean dumped, Fate fate, @Nullable String core, List<String> seen, boolean agrees) {

    public Proof {
        seen = List.copyOf(seen);
    }
}
