package dev.corewatch.capture.objects;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a core's modules may be, in the order in which they are asked.
 *
 * @param executable the program, as a person named it; absent when nobody did
 * @param objects kept from running processes; absent when there is no store
 * @param sysroot a copy of the root file system of the dead process; absent when there is none
 * @param host whether the paths of this machine count as well
 * @param debugDirectories with {@code .build-id/xx/yyyy.debug} below
 */
public record LookupPlaces(
        @Nullable Path executable,
        @Nullable ObjectStore objects,
        @Nullable Path sysroot,
        boolean host,
        List<Path> debugDirectories) {

    public LookupPlaces {
        debugDirectories = List.copyOf(debugDirectories);
    }

    /** Roots of file systems to look in. */
    List<Path> roots() {
        var machine = host ? List.of(Path.of("/")) : List.<Path>of();
        return sysroot == null ? machine : host ? List.of(sysroot, machine.getFirst()) : List.of(sysroot);
    }
}
