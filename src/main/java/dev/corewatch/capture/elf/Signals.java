package dev.corewatch.capture.elf;

import dev.corewatch.crash.Signal;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Signals as a core tells them: siginfo_t as sigaction(2) lays it out. */
final class Signals {

    /** si_code of faults whose address the processor doesn't tell, such as a general protection fault. */
    private static final int SI_KERNEL = 0x80;

    private Signals() {}

    /** From NT_SIGINFO: si_signo at 0, si_code at 8, si_addr at 16. Null when too short. */
    static @Nullable Signal ofSiginfo(ByteBuffer siginfo) {
        if (siginfo.limit() < 24 || siginfo.getInt(0) <= 0) {
            return null;
        }
        int number = siginfo.getInt(0);
        int code = siginfo.getInt(8);
        var address = hasAddress(number, code) ? "0x" + Long.toHexString(siginfo.getLong(16)) : null;
        return new Signal(Signal.numbered(number).name(), number, code, address);
    }

    /** From NT_PRSTATUS alone. */
    static @Nullable Signal ofNumber(int number) {
        return number <= 0 ? null : Signal.numbered(number);
    }

    /** si_addr is only there for faults, and only when the kernel raised them (si_code above 0), not a kill(2). */
    private static boolean hasAddress(int number, int code) {
        boolean fault = switch (number) {
            case 4, 5, 7, 8, 11 -> true;
            default -> false;
        };
        return fault && code > 0 && code != SI_KERNEL;
    }
}
