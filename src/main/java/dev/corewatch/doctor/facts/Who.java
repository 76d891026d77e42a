package dev.corewatch.doctor.facts;

import dev.corewatch.system.AccessRights;
import org.jspecify.annotations.Nullable;

/**
 * Which process, and what it may do.
 *
 * @param pid as this /proc has it
 * @param namespacePid in its own pid namespace
 * @param contained whether that is another one than the reader's
 * @param command comm: forgeable
 * @param root its root directory as the reader names it; absent when it may not be looked at
 * @param apport whether its own root has the socket by which apport takes cores of containers
 */
public record Who(
        int pid,
        int namespacePid,
        boolean contained,
        String command,
        AccessRights rights,
        @Nullable String root,
        boolean apport) {

    public boolean isChrooted() {
        return root != null && !root.equals("/");
    }
}
