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
 * Other exceptions as x86 tells them: {@code traps: haproxy[610] trap invalid opcode ip:.. sp:.. error:0 in haproxy[..]}
 * (arch/x86/kernel/traps.c).
 */
final class TrapLine {

    private static final String HEX = "([0-9a-f]{1,16})";
    private static final Pattern TRAP = Pattern.compile("(?:traps: )?" + Comm.WITH_THREAD
            + " (?:trap )?([a-z0-9 ]{1,40}) ip:" + HEX + " sp:" + HEX + " error:" + HEX);

    private static final int SIGILL = 4;
    private static final int SIGTRAP = 5;
    private static final int SIGBUS = 7;
    private static final int SIGFPE = 8;
    private static final int SIGSEGV = 11;
    private static final Map<String, Integer> SIGNALS = Map.of(
            "invalid opcode", SIGILL,
            "int3", SIGTRAP,
            "divide error", SIGFPE,
            "stack segment", SIGBUS,
            "general protection", SIGSEGV,
            "general protection fault", SIGSEGV);

    private TrapLine() {}

    static @Nullable Testimony parse(String text) {
        var found = TRAP.matcher(text);
        var number = found.lookingAt() ? SIGNALS.get(found.group(3)) : null;
        if (number == null) {
            return null;
        }
        long instruction = Hex.of(found.group(4));
        var signal = Signal.numbered(number);
        var place = place(found, text);
        return Testimony.ofKernel(
                Integer.parseInt(found.group(2)),
                found.group(1),
                kind(number, place),
                number == SIGILL ? signal.at(instruction) : signal,
                place,
                text);
    }

    /** In plain words; null when it is no such line. */
    static @Nullable String meaning(String text) {
        var found = TRAP.matcher(text);
        var number = found.lookingAt() ? SIGNALS.get(found.group(3)) : null;
        return number == null ? null : meaning(number, place(found, text));
    }

    private static String meaning(int number, @Nullable Place place) {
        return switch (number) {
            case SIGILL ->
                Fault.isInHaproxy(place)
                        ? "a failed BUG_ON or ABORT_NOW: HAProxy from 2.8 on then runs an invalid instruction on purpose;"
                                + " its own log has the condition"
                        : "ran an instruction that this processor doesn't know: built for another processor, a jump into"
                                + " data, or a library that ends itself so";
            case SIGTRAP -> "ran a breakpoint (int3): a debugger's, or code that ends itself so";
            case SIGFPE -> "divided an integer by zero, or the quotient didn't fit";
            case SIGBUS -> "used a non-canonical address through the stack pointer: it was overwritten with garbage";
            default ->
                "used a non-canonical address (general protection): a pointer was overwritten with garbage; the"
                        + " processor doesn't tell which address";
        };
    }

    /** HAProxy from 2.8 on ends a failed BUG_ON by an invalid instruction (include/haproxy/bug.h). */
    private static CrashKind kind(int number, @Nullable Place place) {
        if (number == SIGILL && Fault.isInHaproxy(place)) {
            return CrashKind.ASSERTION;
        }
        return number == SIGSEGV ? CrashKind.MEMORY : CrashKind.UNKNOWN;
    }

    private static @Nullable Place place(Matcher found, String text) {
        return MappedPlace.in(text.substring(found.end()), Hex.of(found.group(4)));
    }
}
