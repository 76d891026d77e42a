package dev.corewatch.crash;

/** What sort of death it was. */
public enum CrashKind {
    /** A bad access to memory. */
    MEMORY,
    /** BUG_ON, ABORT_NOW: HAProxy noticed that its state is impossible. */
    ASSERTION,
    /** HAProxy's watchdog found a thread that makes no progress. */
    WATCHDOG,
    /** ha_panic for another reason. */
    PANIC,
    /** The allocator found its structures damaged; the stack names a victim, not the culprit. */
    HEAP_CORRUPTION,
    /** The stack pointer ran into the guard page. */
    STACK_OVERFLOW,
    /** A call through a null pointer. */
    NULL_CALL,
    /** Killed by the kernel for want of memory. */
    OUT_OF_MEMORY,
    UNKNOWN
}
