package dev.corewatch.system;

/**
 * How a process ended, as wait(2) encodes it.
 *
 * @param signal that killed it; 0 when it exited by itself, with whatever code
 * @param dumped whether the kernel says that it wrote all of a core somewhere
 */
public record ExitStatus(int signal, boolean dumped) {

    private static final int SIGNAL = 0x7f;
    private static final int DUMPED = 0x80;

    static ExitStatus of(int status) {
        return new ExitStatus(status & SIGNAL, (status & DUMPED) != 0);
    }
}
