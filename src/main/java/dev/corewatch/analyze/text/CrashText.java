package dev.corewatch.analyze.text;

import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text tells of a crash. What it doesn't tell is absent.
 *
 * @param frames of the crashed thread, innermost first
 * @param kind unknown unless the text has words for it
 * @param signal its name, "SIGSEGV"
 * @param version HAProxy's, "2.6.12-1+deb12u1"
 * @param assertion the words of a failed BUG_ON
 */
public record CrashText(
        List<Frame> frames,
        CrashKind kind,
        @Nullable String signal,
        @Nullable String version,
        @Nullable Assertion assertion) {

    public CrashText {
        frames = List.copyOf(frames);
    }
}
