package dev.corewatch.system;

/**
 * Names a process for as long as the machine runs: pids are used again, start times with them are not.
 *
 * @param startTime in clock ticks since boot
 */
public record ProcessKey(int pid, long startTime) {}
