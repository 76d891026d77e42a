package dev.corewatch.analyze.signature;

/** What a frame tells of a bug's identity. */
enum Role {
    /** HAProxy's own code: what identifies a bug. */
    OWN,
    /** HAProxy's containers, buffers, wake-ups: many bugs die there, the callers tell them apart. */
    HELPER,
    /** HAProxy's pools: they notice damage that somebody else did. */
    POOL,
    /** A library with a name (libz, openssl, liblua): kept as a name only. */
    LIBRARY,
    /** The C library, the sanitizers, raise and abort, HAProxy's panic and dump code: tells nothing. */
    MACHINERY,
    /** Scheduler, polling loop, thread start: the same below every stack. */
    ROOT,
    /** HAProxy's code without a symbol. */
    UNRESOLVED
}
