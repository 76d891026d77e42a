package dev.corewatch.app;

/** Whose a thread or a process is. */
sealed interface Owner {

    /** A HAProxy's that is watched. */
    record Haproxy(Acquaintance who) implements Owner {}

    /** Another program's, or of a workload that nobody asked for. */
    record Other() implements Owner {}

    /** It is gone, or the kernel doesn't say which program it is. */
    record Unknown() implements Owner {}
}
