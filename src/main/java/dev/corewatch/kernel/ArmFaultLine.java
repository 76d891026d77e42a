package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Faults as arm64 tells them, when debug.exception-trace is on (arch/arm64/kernel/traps.c, mm/fault.c):
 * {@code haproxy[9]: unhandled exception: DABT (lower EL), ESR 0x92000006, level 2 translation fault in libc.so.6[..]}, before
 * Linux 4.20 {@code haproxy[9]: unhandled level 2 translation fault (11) at 0x0, esr 0x92000006, in libc.so[..]}. The program
 * counter follows in another line; without it only the newer bracket has an offset.
 */
final class ArmFaultLine {

    private static final String WHO = "(.{1,32})\\[(\\d{1,9})\\]: unhandled ";
    private static final Pattern NEW =
            Pattern.compile(WHO + "exception: (?:(.{1,60}?), ESR 0x([0-9a-f]{1,16}), )?(.{1,80}?)(?= in |$)");
    private static final Pattern OLD =
            Pattern.compile(WHO + "(.{1,60}?) \\((\\d{1,2})\\) at 0x([0-9a-f]{1,16}), (?:esr|code) 0x([0-9a-f]{1,8})");

    /** ESR's bits 31..26, the exception's class; an instruction abort from user space. */
    private static final long INSTRUCTION_ABORT = 0x20;

    private static final long ZERO_PAGE = 4096;

    private ArmFaultLine() {}

    static @Nullable Testimony parse(String text) {
        var old = OLD.matcher(text);
        if (old.lookingAt()) {
            return old(old, text);
        }
        var found = NEW.matcher(text);
        if (!found.lookingAt()) {
            return null;
        }
        var signal = signal(found.group(3) + " " + found.group(5));
        var place = MappedPlace.in(text.substring(found.end()), null);
        return Testimony.ofKernel(thread(found), found.group(1), kind(signal, place), signal, place, text);
    }

    private static Testimony old(Matcher found, String text) {
        long address = Hex.of(found.group(5));
        boolean fetch = Hex.of(found.group(6)) >>> 26 == INSTRUCTION_ABORT;
        var signal = Signal.numbered(Integer.parseInt(found.group(4))).at(address);
        var place = MappedPlace.in(text.substring(found.end()), null);
        var kind = fetch && Long.compareUnsigned(address, ZERO_PAGE) < 0 ? CrashKind.NULL_CALL : kind(signal, place);
        return Testimony.ofKernel(thread(found), found.group(1), kind, signal, place, text);
    }

    private static @Nullable Signal signal(String words) {
        if (words.contains("translation fault") || words.contains("permission fault")) {
            return Signal.numbered(11);
        }
        if (words.contains("lignment") || words.contains("external abort")) {
            return Signal.numbered(7);
        }
        return words.contains("ndefined instruction") || words.contains("Uncategorized") ? Signal.numbered(4) : null;
    }

    private static CrashKind kind(@Nullable Signal signal, Testimony.@Nullable Place place) {
        int number = signal == null ? 0 : signal.number();
        if (number == 4 && Fault.isInHaproxy(place)) {
            return CrashKind.ASSERTION;
        }
        return number == 11 || number == 7 ? CrashKind.MEMORY : CrashKind.UNKNOWN;
    }

    private static int thread(Matcher found) {
        return Integer.parseInt(found.group(2));
    }
}
