package dev.corewatch.pipeline;

import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Testimony.Channel;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The channels besides the core, and how long a report waits for what has not come yet.
 *
 * @param asked channels whose silence means something, whoever died
 * @param finish asks them to hand over what they hold back because it could go on: the process is dead
 * @param forWords how long a core waits for the others
 * @param forCore how long the others wait for a core
 * @param followed whose words are followed, besides
 */
public record Hearing(
        Set<Channel> asked, Runnable finish, Duration forWords, Duration forCore, Predicate<Identity> followed) {

    /** Nobody is asked. */
    public static final Hearing NONE = new Hearing(Set.of(), () -> {}, Duration.ZERO, Duration.ofSeconds(2));

    public Hearing {
        asked = Set.copyOf(asked);
    }

    /** The same channels whoever dies. */
    public Hearing(Set<Channel> asked, Runnable finish, Duration forWords, Duration forCore) {
        this(asked, finish, forWords, forCore, _ -> false);
    }

    /** The channels whose silence on that death means something. */
    Set<Channel> asked(Identity death) {
        var all = EnumSet.noneOf(Channel.class);
        all.addAll(asked);
        if (followed.test(death)) {
            all.add(Channel.WORDS);
        }
        return all;
    }
}
