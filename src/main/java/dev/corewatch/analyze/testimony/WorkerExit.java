package dev.corewatch.analyze.testimony;

import dev.corewatch.crash.Signal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The master's word on a worker that crashed: {@code Current worker (5230) exited with code 139 (Segmentation fault)}. A code
 * above 128 is 128 + signal; codes 0, 130 and 143 are no crashes.
 */
record WorkerExit(int pid, Signal signal) {

    private static final Pattern LINE = Pattern.compile(
            "(?:^|[\\s:])(?:Current|Former) worker (?:#\\d{1,6} )?\\((\\d{1,9})\\) exited with code (\\d{1,3})\\b");

    /** Of core(5), and SIGKILL. */
    private static final Set<Integer> FATAL = Set.of(3, 4, 5, 6, 7, 8, 9, 11, 24, 25, 31);

    /** Null when the line says nothing of the sort. */
    static @Nullable WorkerExit in(String line) {
        var found = line.contains(" exited with code ") ? LINE.matcher(line) : null;
        if (found == null || !found.find()) {
            return null;
        }
        int signal = Integer.parseInt(found.group(2)) - 128;
        return FATAL.contains(signal)
                ? new WorkerExit(Integer.parseInt(found.group(1)), Signal.numbered(signal))
                : null;
    }
}
