package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Kills for want of memory (mm/oom_kill.c): {@code oom-kill:constraint=CONSTRAINT_MEMCG,...,task=haproxy,pid=7934,uid=0} since
 * Linux 5.0, and {@code [Memory cgroup out of memory: ]Killed process 7934 (haproxy) ...} in all. Cgroups' and cpusets' names
 * are a container's choice: the task is taken from the end.
 */
final class OomLine {

    private static final String START = "oom-kill:constraint=CONSTRAINT_";
    private static final Pattern TASK = Pattern.compile(",task=" + Comm.GROUP + ",pid=(\\d{1,9}),uid=\\d{1,10}$");
    private static final Pattern KILLED =
            Pattern.compile("(?:Memory cgroup out of memory: |Out of memory(?: \\([a-z_]{1,40}\\))?: )?"
                    + "Kill(?:ed)? process (\\d{1,9})(?:, UID \\d{1,10},)? \\(" + Comm.GROUP + "\\)");

    private OomLine() {}

    static @Nullable Testimony parse(String text) {
        if (text.startsWith(START)) {
            int last = text.lastIndexOf(",task=");
            var task = TASK.matcher(text);
            return last >= 0 && task.find(last) ? testimony(task.group(2), task.group(1), text) : null;
        }
        var killed = KILLED.matcher(text);
        return killed.lookingAt() ? testimony(killed.group(1), killed.group(2), text) : null;
    }

    /** In plain words; null when it is no such line. */
    static @Nullable String meaning(String text) {
        if (parse(text) == null) {
            return null;
        }
        boolean cgroup = text.contains("CONSTRAINT_MEMCG") || text.contains("Memory cgroup");
        return "killed by the kernel (SIGKILL) for want of memory: "
                + (cgroup
                        ? "the memory limit of its cgroup (the container's) was reached"
                        : "the machine had none left");
    }

    private static Testimony testimony(String pid, String command, String text) {
        return Testimony.ofKernel(
                Integer.parseInt(pid), command, CrashKind.OUT_OF_MEMORY, Signal.numbered(9), null, text);
    }
}
