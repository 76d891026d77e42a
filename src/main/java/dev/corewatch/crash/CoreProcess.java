package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * The process a core is of, from NT_PRPSINFO.
 *
 * @param pid in the process's own pid namespace
 * @param command comm, at most 15 characters, set by the process itself: forgeable
 * @param arguments the first 80 characters of its command line; absent when the note is
 */
public record CoreProcess(
        int pid, int uid, int gid, String command, @Nullable String arguments) {}
