package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * The process a core is of, from NT_PRPSINFO.
 *
 * @param pid in the process's own pid namespace; {@link #UNKNOWN} when the core was cut before it
 * @param uid of the process; -1 when unknown
 * @param gid of the process; -1 when unknown
 * @param command comm, at most 15 characters, set by the process itself: forgeable
 * @param arguments the first 80 characters of its command line; absent when the note is
 */
public record CoreProcess(
        int pid, int uid, int gid, String command, @Nullable String arguments) {

    public static final int UNKNOWN = 0;
}
