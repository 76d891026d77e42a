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
        @Nullable String address) {}
