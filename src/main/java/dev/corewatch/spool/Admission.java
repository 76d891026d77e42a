package dev.corewatch.spool;

import org.jspecify.annotations.Nullable;

/** Decides whether a core may come in. Pure: what is the case comes as values. */
final class Admission {

    private Admission() {}

    /**
     * What matters when a core arrives.
     *
     * @param coreBytes its size, holes included
     * @param addedBytes what it will add to the file system: 0 when it is renamed into the spool
     * @param heldBytes what all cores of the spool occupy now
     * @param freeBytes free on the spool's file system now
     * @param lastMinute cores of this workload kept in the minute before
     */
    record Arrival(long coreBytes, long diskBytes, long addedBytes, long heldBytes, long freeBytes, int lastMinute) {

        /** Bytes to remove from the spool before this one fits; 0 when it does. */
        long excess(SpoolLimits limits) {
            long overTotal = heldBytes + diskBytes - limits.totalBytes();
            long overFree = limits.freeBytes() - (freeBytes - addedBytes);
            return Math.max(0, Math.max(overTotal, overFree));
        }
    }

    /** Why this core can't be kept whatever room is made; null when it can. */
    static @Nullable CoreGone refusal(Arrival arrival, SpoolLimits limits) {
        if (arrival.coreBytes() > limits.coreBytes()) {
            return CoreGone.TOO_LARGE;
        }
        if (arrival.lastMinute() >= limits.coresPerMinute()) {
            return CoreGone.TOO_FREQUENT;
        }
        return null;
    }

    /** Why this core can't be kept after room was made; null when it can. */
    static @Nullable CoreGone noRoom(Arrival arrival, SpoolLimits limits) {
        if (arrival.heldBytes() + arrival.diskBytes() > limits.totalBytes()) {
            return CoreGone.SPOOL_FULL;
        }
        return arrival.excess(limits) > 0 ? CoreGone.DISK_LOW : null;
    }
}
