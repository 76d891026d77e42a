package dev.corewatch.system;

import java.util.Optional;

/**
 * A process as /proc/PID/stat shows it (proc(5)).
 *
 * @param pid in the pid namespace of this /proc
 * @param command comm, at most 15 bytes: set by the process itself, forgeable
 * @param state R, S, D, Z, ...
 * @param threads how many it has
 * @param startTime in clock ticks since boot
 */
public record ProcessEntry(int pid, String command, char state, int parent, int threads, long startTime) {

    /** Fields behind the command, counted from 0: state is field 3 of stat. */
    private static final int PARENT = 1;

    private static final int THREADS = 17;
    private static final int START_TIME = 19;

    /** Empty when the text is no such line. A command may hold spaces and parentheses: it ends at the last one. */
    static Optional<ProcessEntry> parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        if (open < 2 || close < open) {
            return Optional.empty();
        }
        var fields = stat.substring(close + 1).strip().split(" ", -1);
        if (fields.length <= START_TIME) {
            return Optional.empty();
        }
        return Optional.of(new ProcessEntry(
                Integer.parseInt(stat, 0, open - 1, 10),
                stat.substring(open + 1, close),
                fields[0].charAt(0),
                Integer.parseInt(fields[PARENT]),
                Integer.parseInt(fields[THREADS]),
                Long.parseLong(fields[START_TIME])));
    }

    public ProcessKey key() {
        return new ProcessKey(pid, startTime);
    }

    /** Whether it still runs, or is being dumped: a zombie only waits for its parent, unless it is a leader that left its threads. */
    public boolean isAlive() {
        return state != 'X' && (state != 'Z' || threads > 1);
    }
}
