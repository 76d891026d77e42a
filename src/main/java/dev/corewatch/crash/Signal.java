package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * The signal that ended the process, from the core's NT_SIGINFO note (siginfo_t, sigaction(2)) or, without a core, from
 * the channel that told of it.
 *
 * @param name SIGSEGV, SIGABRT, ...
 * @param number the signal's number on Linux
 * @param code si_code as a number (SEGV_MAPERR is 1); absent when no siginfo is known
 * @param address si_addr in hexadecimal ("0x7fcade697000"); absent for signals that have none
 */
public record Signal(
        String name,
        int number,
        @Nullable Integer code,
        @Nullable String address) {

    private static final String[] NAMES = {
        "SIG0", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS",
        "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM",
        "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG",
        "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR", "SIGSYS",
    };

    /** A signal of which only the number is known, named as signal(7) does for x86-64 and arm64. */
    public static Signal numbered(int number) {
        var name = number > 0 && number < NAMES.length ? NAMES[number] : "SIG" + number;
        return new Signal(name, number, null, null);
    }

    /** The same with the address of the fault. */
    public Signal at(long faultAddress) {
        return new Signal(name, number, code, "0x" + Long.toHexString(faultAddress));
    }
}
