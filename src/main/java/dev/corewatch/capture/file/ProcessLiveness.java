package dev.corewatch.capture.file;

import dev.corewatch.crash.CoreProcess;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessKey;
import dev.corewatch.system.ProcessTable;
import dev.corewatch.system.RecentMap;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * By /proc. A core names its process by the pid in the process's own pid namespace; a container's processes may not be visible here, and other
 * processes may have the same number elsewhere. So GONE is only said of a process that was seen here before, with that number in its own
 * namespace (NSpid) and that command; all else unseen is UNKNOWN.
 */
public final class ProcessLiveness implements Liveness {

    private static final int MOST_REMEMBERED = 20_000;

    private final ProcessTable processes;
    private Map<ProcessKey, Seen> running = Map.of();
    private final Map<String, Boolean> remembered = RecentMap.byArrival(MOST_REMEMBERED);

    public ProcessLiveness(ProcessTable processes) {
        this.processes = processes;
    }

    @Override
    public State of(CoreProcess process) {
        if (running.values().stream().anyMatch(seen -> seen.namespacePid() == process.pid())) {
            return State.ALIVE;
        }
        return remembered.containsKey(Seen.key(process.pid(), process.command())) ? State.GONE : State.UNKNOWN;
    }

    @Override
    public void observe() {
        try {
            var now = new HashMap<ProcessKey, Seen>();
            for (var process : processes.all()) {
                if (process.isAlive()) {
                    see(process, now);
                }
            }
            running = now;
        } catch (IOException e) {
            running = Map.of(); // without /proc nobody is known to live or to be gone
            remembered.clear();
        }
    }

    private void see(ProcessEntry process, Map<ProcessKey, Seen> now) {
        var before = running.get(process.key());
        var pid = before != null
                ? before.namespacePid()
                : processes.namespacePid(process.pid()).orElse(0);
        var seen = new Seen(pid, process.command());
        now.put(process.key(), seen);
        remembered.put(Seen.key(pid, process.command()), true);
    }

    private record Seen(int namespacePid, String command) {

        static String key(int namespacePid, String command) {
            return namespacePid + " " + command;
        }
    }
}
