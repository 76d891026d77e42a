package dev.corewatch.analyze.signature;

import dev.corewatch.crash.CrashKind;

/** The part of a crash's kind that belongs to its identity: only what the stack itself shows, so that a paste and a core agree. */
enum BugClass {
    /** Killed for making no progress: the stack says where it was, not what is wrong there. */
    STUCK("watchdog"),
    /** The allocator noticed damage. */
    HEAP("heap"),
    /** The rest: SIGSEGV, SIGBUS, SIGILL differ between versions for one bug. */
    CRASH("crash");

    private final String word;

    BugClass(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static BugClass of(CrashKind kind, Chain chain) {
        if (kind == CrashKind.WATCHDOG
                || kind == CrashKind.PANIC
                || chain.dropped("ha_panic", "wdt_handler", "ha_stuck_warning")) {
            return STUCK;
        }
        if (kind == CrashKind.HEAP_CORRUPTION || chain.dropped("malloc_printerr", "libc_message", "fortify_fail")) {
            return HEAP;
        }
        return CRASH;
    }
}
