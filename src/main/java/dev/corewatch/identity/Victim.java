package dev.corewatch.identity;

import dev.corewatch.crash.Identity;
import dev.corewatch.system.ProcessKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A process that died or is dying, as the kernel describes it, and what it says itself.
 *
 * @param hostPid in the pid namespace of the /proc that was read
 * @param pid in its own, innermost pid namespace: what its core and HAProxy's log call it
 * @param startTime field 22 of /proc/PID/stat, in clock ticks since boot
 * @param uid the real one, in our user namespace; an unsigned number
 * @param command comm, at most 15 characters, set by the process itself: forgeable
 * @param executable where /proc/PID/exe leads, in the process's mount namespace; " (deleted)" follows when the file is gone or was replaced
 * @param placement its cgroups
 * @param environment the few variables that name it in Mesos or Nomad ({@link Environment}), in the process's own words: forgeable
 */
public record Victim(
        int hostPid,
        int pid,
        long startTime,
        int uid,
        String command,
        @Nullable String executable,
        Placement placement,
        Map<String, String> environment) {

    private static final String DELETED = " (deleted)";

    public Victim {
        environment = Map.copyOf(environment);
    }

    public @Nullable Container container() {
        return placement.container();
    }

    /** The executable's file name, without directory; "" when the kernel didn't say. */
    public String program() {
        if (executable == null) {
            return "";
        }
        var name = executable.substring(executable.lastIndexOf('/') + 1);
        return name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
    }

    /** What tells the process from others of its number. */
    public ProcessKey key() {
        return new ProcessKey(hostPid, startTime);
    }

    /**
     * What tells its death from others.
     *
     * @param bootId of this machine
     */
    public Identity identity(@Nullable String bootId, Instant died) {
        var container = container();
        return new Identity(bootId, container == null ? null : container.id(), pid, startTime, hostPid, died);
    }
}
