package dev.corewatch.publish.report;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Stack;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The enumerations of a report in a person's words. */
final class Words {

    /** si_code by signal number: sigaction(2). */
    private static final Map<Integer, Map<Integer, String>> CODES = Map.of(
            4, Map.of(1, "illegal opcode", 2, "illegal operand", 5, "privileged opcode"),
            7, Map.of(1, "misaligned address", 2, "no such physical address", 3, "hardware error"),
            8, Map.of(1, "integer division by zero", 2, "integer overflow"),
            11, Map.of(1, "address not mapped", 2, "access not permitted", 4, "protection key"));

    private static final Map<Integer, String> SENT =
            Map.of(0, "sent by a process", -1, "sent by a process", -6, "raised by itself", 0x80, "sent by the kernel");

    private static final List<KnownFix.Applies> RANK =
            List.of(KnownFix.Applies.YES, KnownFix.Applies.UNKNOWN, KnownFix.Applies.NO);

    private Words() {}

    static String kind(CrashKind kind) {
        return switch (kind) {
            case MEMORY -> "bad access to memory";
            case ASSERTION -> "failed assertion (BUG_ON)";
            case WATCHDOG -> "watchdog: a thread made no progress";
            case PANIC -> "panic: HAProxy stopped itself";
            case HEAP_CORRUPTION -> "corrupted heap; the stack names the victim, not the culprit";
            case STACK_OVERFLOW -> "stack overflow";
            case NULL_CALL -> "call of a null pointer";
            case OUT_OF_MEMORY -> "killed for want of memory";
            case UNKNOWN -> "";
        };
    }

    /** What a headline adds to the signal; empty where the signal says it all. */
    static String kindInHeadline(CrashKind kind) {
        return switch (kind) {
            case MEMORY, UNKNOWN -> "";
            case ASSERTION -> "BUG_ON";
            case WATCHDOG -> "watchdog";
            case PANIC -> "panic";
            case HEAP_CORRUPTION -> "heap corruption";
            case STACK_OVERFLOW -> "stack overflow";
            case NULL_CALL -> "null pointer called";
            case OUT_OF_MEMORY -> "out of memory";
        };
    }

    static String trust(Stack.Trust trust) {
        return switch (trust) {
            case VERIFIED -> "verified";
            case UNVERIFIED -> "unverified";
            case PARTIAL -> "partial";
            case NONE -> "none";
        };
    }

    static String trustInWords(Stack.Trust trust) {
        return switch (trust) {
            case VERIFIED -> "all build-ids match, nothing is missing";
            case UNVERIFIED -> "names may be wrong";
            case PARTIAL -> "not all frames are here";
            case NONE -> "";
        };
    }

    static String applies(KnownFix fix) {
        var since = fix.fixedIn() == null ? "fixed upstream" : "fixed in " + fix.fixedIn();
        return switch (fix.applies()) {
            case YES -> since + "; this version is affected";
            case UNKNOWN -> since + "; can't tell whether this is it, or this version has it";
            case NO -> since + "; this version is not in the affected range";
        };
    }

    /** What applies first; otherwise as found. */
    static List<KnownFix> sorted(List<KnownFix> fixes) {
        return fixes.stream()
                .sorted(Comparator.comparingInt(fix -> RANK.indexOf(fix.applies())))
                .toList();
    }

    /** The same behind a label, unless it simply applies. */
    static String labelled(KnownFix fix) {
        return fix.applies() == KnownFix.Applies.YES ? applies(fix) : label(fix.applies()) + ": " + applies(fix);
    }

    static String label(KnownFix.Applies applies) {
        return switch (applies) {
            case YES -> "fix";
            case UNKNOWN -> "candidate";
            case NO -> "does not apply";
        };
    }

    static String match(Module.Match match) {
        return switch (match) {
            case VERIFIED -> "verified";
            case MISMATCH -> "another build-id, not used";
            case KEPT -> "as the running process had it";
            case NO_BUILD_ID -> "used without a build-id to compare";
            case MISSING -> "no file at hand";
        };
    }

    /** "SIGSEGV, address not mapped, at 0x7fcade697000". */
    static String signal(Signal signal) {
        var code = code(signal.number(), signal.code());
        var address = signal.address() == null ? "" : ", " + Columns.glued("at " + signal.address());
        return signal.name() + (code.isEmpty() ? "" : ", " + code) + address;
    }

    private static String code(int number, @Nullable Integer code) {
        if (code == null) {
            return "";
        }
        var general = SENT.getOrDefault(code, "code " + code);
        return CODES.getOrDefault(number, Map.of()).getOrDefault(code, general);
    }
}
