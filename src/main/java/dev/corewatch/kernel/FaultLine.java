package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Place;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Faults as x86 tells them: {@code haproxy[610]: segfault at 7f.. ip 7f.. sp 7f.. error 4 in libc.so.6[..]} (arch/x86/mm/fault.c)
 * and {@code traps: haproxy[610] trap invalid opcode ip:.. sp:.. error:0 in haproxy[..]} (arch/x86/kernel/traps.c).
 */
final class FaultLine {

    private static final String HEX = "([0-9a-f]{1,16})";
    private static final String WHO = "(.{1,32})\\[(\\d{1,9})\\]";
    private static final Pattern SEGFAULT =
            Pattern.compile(WHO + ": segfault at " + HEX + " ip " + HEX + " sp " + HEX + " error " + HEX);
    private static final Pattern TRAP = Pattern.compile(
            "(?:traps: )?" + WHO + " (?:trap )?([a-z0-9 ]{1,40}) ip:" + HEX + " sp:" + HEX + " error:" + HEX);

    private static final int SIGILL = 4;
    private static final int SIGSEGV = 11;
    private static final Map<String, Signal> TRAPS = Map.of(
            "invalid opcode",
            Signal.numbered(SIGILL),
            "int3",
            Signal.numbered(5),
            "divide error",
            Signal.numbered(8),
            "stack segment",
            Signal.numbered(7),
            "general protection",
            Signal.numbered(SIGSEGV),
            "general protection fault",
            Signal.numbered(SIGSEGV));

    private FaultLine() {}

    static @Nullable Testimony parse(String text) {
        var fault = SEGFAULT.matcher(text);
        if (fault.lookingAt()) {
            return segfault(fault, text);
        }
        var trap = TRAP.matcher(text);
        return trap.lookingAt() ? trap(trap, text) : null;
    }

    private static Testimony segfault(Matcher found, String text) {
        long instruction = Hex.of(found.group(4));
        var place = MappedPlace.in(text.substring(found.end()), instruction);
        var fault =
                new Fault(Hex.of(found.group(3)), instruction, Hex.of(found.group(5)), Hex.of(found.group(6)), place);
        var signal = Signal.numbered(SIGSEGV).at(fault.address());
        return Testimony.ofKernel(thread(found), found.group(1), fault.kind(), signal, place, text);
    }

    private static @Nullable Testimony trap(Matcher found, String text) {
        var signal = TRAPS.get(found.group(3));
        if (signal == null) {
            return null;
        }
        long instruction = Hex.of(found.group(4));
        var place = MappedPlace.in(text.substring(found.end()), instruction);
        return Testimony.ofKernel(
                thread(found),
                found.group(1),
                kind(signal, place),
                signal.number() == SIGILL ? signal.at(instruction) : signal,
                place,
                text);
    }

    /** HAProxy from 2.8 on ends a failed BUG_ON by an invalid instruction (include/haproxy/bug.h). */
    private static CrashKind kind(Signal signal, @Nullable Place place) {
        if (signal.number() == SIGILL && Fault.isInHaproxy(place)) {
            return CrashKind.ASSERTION;
        }
        return signal.number() == SIGSEGV ? CrashKind.MEMORY : CrashKind.UNKNOWN;
    }

    private static int thread(Matcher found) {
        return Integer.parseInt(found.group(2));
    }
}
