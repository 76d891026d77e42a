package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a crash shows to the list of fixes.
 *
 * @param signal its name
 * @param address fault address in hexadecimal
 * @param version HAProxy's, as it says it
 */
public record Crash(
        List<Frame> frames,
        CrashKind kind,
        @Nullable String signal,
        @Nullable String address,
        @Nullable String version) {

    public Crash {
        frames = List.copyOf(frames);
    }

    ToldVersion toldVersion() {
        return ToldVersion.of(version);
    }
}
