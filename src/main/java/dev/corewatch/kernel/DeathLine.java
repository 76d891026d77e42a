package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Testimony;
import dev.corewatch.json.export.AnyOf;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One line of the kernel's log that may tell of a death. */
final class DeathLine {

    /** A line without any of these tells of none. */
    static final AnyOf WORDS = AnyOf.words(
            ": segfault at ",
            " error:",
            "]: unhandled ",
            "oom-kill:",
            "Killed process ",
            "Kill process ",
            "s suppressed");

    private static final Pattern SUPPRESSED = Pattern.compile(
            "(?:\\w{0,16}show_signal(?:_msg)?|do_trap\\w{0,16}|do_error_trap|do_general_protection|exc_\\w{1,32}|printk): "
                    + "(\\d{1,9}) callbacks suppressed");

    private DeathLine() {}

    /** @param text without its carrier's prefix */
    static @Nullable Testimony parse(String text) {
        var death = read(text);
        return death == null || death.command() == null || Comm.fits(death.command()) ? death : null;
    }

    private static @Nullable Testimony read(String text) {
        if (text.contains(": segfault at ")) {
            return FaultLine.parse(text);
        }
        if (text.contains(" error:")) {
            return TrapLine.parse(text);
        }
        return text.contains("]: unhandled ") ? ArmFaultLine.parse(text) : OomLine.parse(text);
    }

    /** Lines that the rate limit left out, when the line tells of some. */
    static long suppressed(String text) {
        if (!text.endsWith(" suppressed")) {
            return 0;
        }
        var found = SUPPRESSED.matcher(text);
        return found.lookingAt() ? Long.parseLong(found.group(1)) : 0;
    }

    /** The kernel says an OOM kill two or three times. */
    static boolean isSameKill(@Nullable Testimony a, Testimony b) {
        return a != null
                && a.kind() == CrashKind.OUT_OF_MEMORY
                && b.kind() == CrashKind.OUT_OF_MEMORY
                && Objects.equals(a.pid(), b.pid());
    }
}
