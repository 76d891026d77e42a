package dev.corewatch.doctor.facts;

import dev.corewatch.system.MountFacts;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a core would be written into, as the process that writes it sees it.
 *
 * @param directory its path there
 * @param name the core's
 * @param seen the directory as the reader sees it; absent when there is none
 * @param condition whether the process can make a file there
 * @param mount absent when it can't be looked at
 * @param sameName whether something of that name is there already
 * @param memoryLeft bytes until the memory cgroup's limit; absent where there is none
 */
public record Place(
        String directory,
        String name,
        @Nullable Path seen,
        Condition condition,
        @Nullable MountFacts mount,
        SameName sameName,
        @Nullable Long memoryLeft) {

    /** What becomes of a new file there. */
    public enum Condition {
        USABLE,
        ABSENT,
        NOT_A_DIRECTORY,
        /** One on the way to it lets the process not pass. */
        CLOSED,
        UNWRITABLE,
        UNSEEN
    }

    /** What has that name already; of a name that isn't known before, nothing has. */
    public enum SameName {
        NONE,
        REPLACED,
        /** It stays, and the core is lost. */
        STAYS
    }

    public boolean isUsable() {
        return condition == Condition.USABLE;
    }

    /** The core's whole path. */
    public String core() {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
}
