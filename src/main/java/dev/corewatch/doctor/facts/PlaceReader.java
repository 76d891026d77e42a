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

    private final Path base;
    private final AccessRights rights;
    private final boolean replaces;

    /**
     * Below that directory.
     *
     * @param base the writer's root, or its working directory for a relative pattern
     * @param replaces whether what has the core's name goes: not when the kernel dumps as root
     */
    PlaceReader(Path base, AccessRights rights, boolean replaces) {
        this.base = base;
        this.rights = rights;
        this.replaces = replaces;
    }

    /**
     * Of a core with that path.
     *
     * @param shown the directory as the process names it
     * @param known whether the name is the very one
     */
    Place read(String core, String shown, boolean known, @Nullable Long memoryLeft) {
        int slash = core.lastIndexOf('/');
        var name = core.substring(slash + 1);
        if (!Files.isDirectory(base)) {
            return unseen(shown, name);
        }
        var found = RootedPath.resolve(
                base, slash <= 0 ? "/" : (core.startsWith("/") ? "" : "/") + core.substring(0, slash));
        if (found.isEmpty()) {
            return new Place(shown, name, null, Condition.ABSENT, null, SameName.NONE, memoryLeft);
        }
        var place = found.get();
        try {
            var condition = condition(place);
            var same = known && condition == Condition.USABLE ? sameName(place, name) : SameName.NONE;
            return new Place(shown, name, place, condition, MountFacts.of(place), same, memoryLeft);
        } catch (IOException e) {
            return unseen(shown, name);
        }
    }

    static Place unseen(String shown, String name) {
        return new Place(shown, name, null, Condition.UNSEEN, null, SameName.NONE, null);
    }

    private Condition condition(Path place) throws IOException {
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
