package dev.corewatch.pipeline;

import dev.corewatch.crash.Testimony;
import java.time.Duration;
import java.util.Set;

/**
 * The channels besides the core, and how long a report waits for what has not come yet.
 *
 * @param asked channels whose silence means something
 * @param finish asks them to hand over what they hold back because it could go on: the process is dead
 * @param forWords how long a core waits for the others
 * @param forCore how long the others wait for a core
 */
public record Hearing(Set<Testimony.Channel> asked, Runnable finish, Duration forWords, Duration forCore) {

    /** Nobody is asked. */
    public static final Hearing NONE = new Hearing(Set.of(), () -> {}, Duration.ZERO, Duration.ofSeconds(2));

    public Hearing {
        asked = Set.copyOf(asked);
    }
}
