package dev.corewatch.spool;

import java.util.Locale;

/** Why an occurrence has no core here. */
public enum CoreGone {
    NEVER_SEEN("none appeared where cores are looked for", false),
    NOT_TAKEN("the process was gone before its core was taken", true),
    TOO_LARGE("it was larger than corewatch.spool.max-core-bytes allows", true),
    TOO_FREQUENT("its workload crashed more often than corewatch.spool.cores-per-minute allows", true),
    SPOOL_FULL("the spool held corewatch.spool.max-bytes, none of which could be removed", true),
    DISK_LOW("the file system had less than corewatch.spool.min-free-bytes left", true),
    DISK_FULL("the file system ran full while the core was copied", true),
    VANISHED("somebody removed the file before it was kept", true),
    EVICTED("room was needed for newer cores before a store had verified it", true),
    SUPERSEDED("its group has enough newer cores", false),
    EXPIRED("it was older than corewatch.spool.max-age", false),
    MADE_ROOM("room was needed for newer cores", false);

    private final String words;
    private final boolean loss;

    CoreGone(String words, boolean loss) {
        this.words = words;
        this.loss = loss;
    }

    /** The reason as a clause. */
    public String words() {
        return words;
    }

    /** Whether it counts as dropped: gone before everything meant to happen with it had happened. */
    boolean isLoss() {
        return loss;
    }

    /** As a metric's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
