package dev.corewatch.doctor.facts;

import org.jspecify.annotations.Nullable;

/**
 * A process's executable.
 *
 * @param path as the process has it; absent when it may not be looked at
 * @param privilege why the kernel doesn't let everybody see what runs it: setuid, capabilities, ...; "" when there is none
 */
public record Program(@Nullable String path, String privilege) {

    public boolean isPrivileged() {
        return !privilege.isEmpty();
    }
}
