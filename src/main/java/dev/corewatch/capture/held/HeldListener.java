package dev.corewatch.capture.held;

/** Receives processes that die, each in a thread of its own; how many at once is bounded. */
public interface HeldListener {

    /** Takes the core; whoever calls closes it then. */
    void held(Held process);

    /** A connection was turned away. */
    void turnedAway(Refusal why, String words);

    /** Something failed that may work the next time. */
    void failed(Exception cause);

    /** Why a connection was turned away: few enough to be a metric's label. */
    enum Refusal {
        /** It wasn't the kernel, or not about a process that is dying. */
        STRANGER,
        /** So many die at once that one more can't be held. */
        CROWDED,
        /** Whoever held it let it go meanwhile. */
        LATE,
        /** It didn't keep to the protocol. */
        PROTOCOL
    }
}
