package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * An ELF file that was mapped into the crashed process.
 *
 * @param path as the mappings (NT_FILE) name it; a claim of the container, never opened as it is
 * @param buildId lower-case hexadecimal, read from the core's memory; of the kept file when its page is not in the core; absent when there is none
 * @param base lowest mapped address, hexadecimal
 * @param end first address after its last mapping, hexadecimal
 * @param match how the file used for the analysis compares
 * @param debugInfo whether separate or built-in debug information was at hand; absent when nobody looked
 */
public record Module(
        String path,
        @Nullable String buildId,
        String base,
        String end,
        Match match,
        @Nullable Boolean debugInfo) {

    /** How the file at hand compares with the mapped one. */
    public enum Match {
        /** Same build-id. */
        VERIFIED,
        /** Another build-id: the file is not used. */
        MISMATCH,
        /** The core has no build-id to compare, but the running process had this file at this address, and it was kept then. */
        KEPT,
        /** A file of that path is used, but there is no build-id to compare. */
        NO_BUILD_ID,
        /** No file at hand. */
        MISSING
    }

    /** With the build-id of the file that was kept of the running process. */
    public Module kept(String keptBuildId) {
        return new Module(path, keptBuildId, base, end, Match.KEPT, debugInfo);
    }

    public Module with(Match newMatch, @Nullable Boolean newDebugInfo) {
        return new Module(path, buildId, base, end, newMatch, newDebugInfo);
    }
}
