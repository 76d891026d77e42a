package dev.corewatch.process;

import java.time.Duration;

/**
 * What a child process may use up.
 *
 * @param time wall clock; past it the process and everything it started are killed
 * @param memoryBytes address space (RLIMIT_AS, setrlimit(2)) of each process; 0 for no limit
 * @param outputBytes kept of standard output and of standard error each; the rest is read and dropped
 * @param core whether it may leave a core when it crashes
 */
public record Bounds(Duration time, long memoryBytes, int outputBytes, boolean core) {

    /** Without a core, as nearly everything. */
    public Bounds(Duration time, long memoryBytes, int outputBytes) {
        this(time, memoryBytes, outputBytes, false);
    }

    public static Bounds ofTime(Duration time) {
        return new Bounds(time, 0, 1 << 20);
    }

    public Bounds withCore() {
        return new Bounds(time, memoryBytes, outputBytes, true);
    }

    /** RLIMIT_CPU in seconds: four processors at work all the time. */
    long cpuSeconds() {
        return 4 * Math.max(1, time.toSeconds());
    }
}
