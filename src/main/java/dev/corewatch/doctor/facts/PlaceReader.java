package dev.corewatch.doctor.facts;

import dev.corewatch.doctor.facts.Place.Condition;
import dev.corewatch.doctor.facts.Place.SameName;
import dev.corewatch.system.AccessRights;
import dev.corewatch.system.FileOwner;
import dev.corewatch.system.MountFacts;
import dev.corewatch.system.RootedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the directory of a core through the eyes, and with the rights, of whoever writes it. */
final class PlaceReader {

    private final From from;
    private final AccessRights rights;
    private final boolean replaces;
    private final @Nullable Long memoryLeft;

    /**
     * A directory.
     *
     * @param base the writer's root, or its working directory for a relative pattern; null when it can't be looked at
     * @param shown the core's directory as the process names it
     */
    record From(@Nullable Path base, String shown) {}

    /**
     * From there, with those rights.
     *
     * @param replaces whether what has the core's name goes: not when the kernel dumps as root
     * @param memoryLeft of the writer's memory cgroup
     */
    PlaceReader(From from, AccessRights rights, boolean replaces, @Nullable Long memoryLeft) {
        this.from = from;
        this.rights = rights;
        this.replaces = replaces;
        this.memoryLeft = memoryLeft;
    }

    /**
     * Of a core with that path.
     *
     * @param known whether the name is the very one
     */
    Place read(String core, boolean known) {
        int slash = core.lastIndexOf('/');
        var name = core.substring(slash + 1);
        var base = from.base();
        if (base == null || !Files.isDirectory(base)) {
            return nowhere(name, Condition.UNSEEN);
        }
        var below = slash <= 0 ? "/" : (core.startsWith("/") ? "" : "/") + core.substring(0, slash);
        var found = RootedPath.resolve(base, below);
        if (found.isEmpty()) {
            return nowhere(name, Condition.ABSENT);
        }
        var place = found.get();
        try {
            var condition = condition(base, place);
            var same = known && condition == Condition.USABLE ? sameName(place, name) : SameName.NONE;
            return new Place(from.shown(), name, place, condition, MountFacts.of(place), same, memoryLeft);
        } catch (IOException e) {
            return nowhere(name, Condition.UNSEEN);
        }
    }

    private Place nowhere(String name, Condition condition) {
        return new Place(from.shown(), name, null, condition, null, SameName.NONE, memoryLeft);
    }

    private Condition condition(Path base, Path place) throws IOException {
        for (var on = place;
                !on.equals(base);
                on = Optional.ofNullable(on.getParent()).orElse(base)) {
            var parent = Optional.ofNullable(on.getParent()).orElse(base);
            if (!rights.may(FileOwner.of(parent), AccessRights.SEARCH)) {
                return Condition.CLOSED;
            }
        }
        var directory = FileOwner.of(place);
        if (!directory.isDirectory()) {
            return Condition.NOT_A_DIRECTORY;
        }
        return rights.may(directory, AccessRights.WRITE | AccessRights.SEARCH)
                ? Condition.USABLE
                : Condition.UNWRITABLE;
    }

    private SameName sameName(Path place, String name) throws IOException {
        var there = place.resolve(name);
        if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            return SameName.NONE;
        }
        if (!replaces || Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
            return SameName.STAYS;
        }
        var file = Files.isSymbolicLink(there) ? FileOwner.of(place) : FileOwner.of(there);
        return rights.mayRemove(file, FileOwner.of(place)) ? SameName.REPLACED : SameName.STAYS;
    }
}
