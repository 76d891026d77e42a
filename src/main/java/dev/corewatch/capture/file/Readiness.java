package dev.corewatch.capture.file;

import dev.corewatch.crash.CoreFacts;
import java.time.Duration;

/** When a core is taken out of its directory. */
enum Readiness {
    /** Every byte that its headers promise is there. */
    WHOLE,
    /** It is cut, and its process is gone: nobody writes any more. */
    ABANDONED,
    /** It is cut, and has not changed for so long that nobody seems to write any more. */
    SETTLED,
    /** It may still be written. */
    GROWING;

    /**
     * Decides.
     *
     * @param unchanged for how long size and time have been the same
     * @param settle how long that must be
     */
    static Readiness of(CoreFacts facts, Liveness.State process, Duration unchanged, Duration settle) {
        if (facts.complete()) {
            return WHOLE;
        }
        if (process == Liveness.State.GONE) {
            return ABANDONED;
        }
        return unchanged.compareTo(settle) >= 0 ? SETTLED : GROWING;
    }
}
