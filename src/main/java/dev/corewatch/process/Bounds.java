package dev.corewatch.process;

import java.time.Duration;

/**
 * What a child process may use up.
 *
 * @param time wall clock; past it the process and everything it started are killed
 * @param memoryBytes address space (RLIMIT_AS, setrlimit(2)) of each process; 0 for no limit
 * @param outputBytes kept of standard output and of standard error each; the rest is read and dropped
 */
public record Bounds(Duration time, long memoryBytes, int outputBytes) {

    public static Bounds ofTime(Duration time) {
        return new Bounds(time, 0, 1 << 20);
    }

    /** RLIMIT_CPU in seconds: four processors at work all the time. */
    long cpuSeconds() {
        return 4 * Math.max(1, time.toSeconds());
    }
}
