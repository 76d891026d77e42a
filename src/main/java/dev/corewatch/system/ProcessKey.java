package dev.corewatch.system;

import org.jspecify.annotations.Nullable;

/**
 * Names a process for as long as the machine runs: pids are used again, start times with them are not. Every look at what runs compares
 * many, the first as a role starts: what a record has for that is made of classes at its first use, which no AOT cache holds.
 *
 * @param startTime in clock ticks since boot
 */
public record ProcessKey(int pid, long startTime) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessKey key && key.pid == pid && key.startTime == startTime;
    }

    @Override
    public int hashCode() {
        return 31 * pid + Long.hashCode(startTime);
    }
}
