package dev.corewatch.capture.file;

import dev.corewatch.crash.CoreProcess;

/** Tells whether the process of a core still runs, which it does while the kernel writes its core. */
public interface Liveness {

    State of(CoreProcess process);

    /** Remembers who runs now; called now and then, so that the dead are known. */
    void observe();

    /** What is known of a process. */
    enum State {
        ALIVE,
        /** It was seen, and it is no more. */
        GONE,
        /** It was never seen: it may run where we can't look. */
        UNKNOWN
    }
}
