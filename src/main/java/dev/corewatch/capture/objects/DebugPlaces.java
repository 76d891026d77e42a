package dev.corewatch.capture.objects;

import dev.corewatch.capture.elf.ElfFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where separate debug information lies, in gdb's order: by build-id below the debug directory, else by the name in .gnu_debuglink beside the
 * file, in .debug beside it, or in its directory's twin below the debug directory (gdb's manual, "Separate Debug Files").
 */
final class DebugPlaces {

    static final String GLOBAL = "/usr/lib/debug";

    private DebugPlaces() {}

    /** Path below a debug directory, "/.build-id/xx/yyyy.debug". */
    static String byBuildId(String buildId) {
        return "/.build-id/" + buildId.substring(0, 2) + "/" + buildId.substring(2) + ".debug";
    }

    /** Paths in the root of the file's process; of these the first that has the file's build-id is right. */
    static List<String> of(String path, @Nullable String buildId, ElfFile file) {
        var places = new ArrayList<String>();
        if (buildId != null) {
            places.add(GLOBAL + byBuildId(buildId));
        }
        var link = file.debugLink();
        if (link != null) {
            var directory = path.substring(0, path.lastIndexOf('/') + 1);
            places.add(directory + link);
            places.add(directory + ".debug/" + link);
            places.add(GLOBAL + directory + link);
        }
        return places;
    }
}
