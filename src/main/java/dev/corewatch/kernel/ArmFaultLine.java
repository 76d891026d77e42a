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

    private static final String WHO = Comm.WITH_THREAD + ": unhandled ";
    private static final Pattern NEW =
            Pattern.compile(WHO + "exception: (?:(.{1,60}?), ESR 0x([0-9a-f]{1,16}), )?(.{1,80}?)(?= in |$)");
    private static final Pattern OLD =
            Pattern.compile(WHO + "(.{1,60}?) \\((\\d{1,2})\\) at 0x([0-9a-f]{1,16}), (?:esr|code) 0x([0-9a-f]{1,8})");

    /** ESR's bits 31..26, the exception's class; an instruction abort from user space. */
    private static final long INSTRUCTION_ABORT = 0x20;

    /** ISS of a data abort: the access was a write. */
    private static final long WRITE = 1 << 6;

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
        var signal = Signal.numbered(Integer.parseInt(found.group(4))).at(address);
        var place = MappedPlace.in(text.substring(found.end()), null);
        var access = access(Hex.of(found.group(6)), found.group(3), address);
        var kind = access.fetch() && access.isOfZeroPage() ? CrashKind.NULL_CALL : kind(signal, place);
        return Testimony.ofKernel(thread(found), found.group(1), kind, signal, place, text);
    }

    /** In plain words; null when it is no such line. */
    static @Nullable String meaning(String text) {
        var old = OLD.matcher(text);
        if (old.lookingAt()) {
            return meaning(old.group(3), access(Hex.of(old.group(6)), old.group(3), Hex.of(old.group(5))));
        }
        var found = NEW.matcher(text);
        if (!found.lookingAt()) {
            return null;
        }
        long syndrome = found.group(4) == null ? 0 : Hex.of(found.group(4));
        return meaning(found.group(3) + " " + found.group(5), access(syndrome, found.group(5), null));
    }

    private static String meaning(String words, Access access) {
        var signal = signal(words);
        int number = signal == null ? 0 : signal.number();
        return switch (number) {
            case 11 -> access.words();
            case 7 -> "an access that the hardware refused: misaligned, or a fault of the memory itself";
            case 4 -> "ran an instruction that is none; in haproxy itself: a failed BUG_ON or ABORT_NOW";
            default -> "an exception that nothing handled: " + words.strip();
        };
    }

    private static Access access(long syndrome, String words, @Nullable Long address) {
        boolean fetch = syndrome >>> 26 == INSTRUCTION_ABORT;
        boolean write = !fetch && (syndrome & WRITE) != 0;
        return new Access(fetch, write, words.contains("permission"), address);
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
