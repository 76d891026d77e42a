package dev.corewatch.analyze.signature;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a signature is made from.
 *
 * @param frames of the crashed thread, innermost first
 * @param kind unknown when nobody could tell
 * @param signal its name, only for the title
 * @param assertion HAProxy's words, when they are known
 */
public record Evidence(
        List<Frame> frames,
        CrashKind kind,
        @Nullable String signal,
        @Nullable Assertion assertion) {

    public Evidence {
        frames = List.copyOf(frames);
    }

    /** What an earlier signature in a report was made from. Of a failed BUG_ON that is the signature's own first two names. */
    public static Evidence of(Report report) {
        var signal = report.signal();
        return new Evidence(
                report.stack().frames(),
                report.kind(),
                signal == null ? null : signal.name(),
                report.signature() == null ? null : Title.assertionIn(report.signature()));
    }

    public static Evidence of(Analysis analysis, @Nullable Assertion assertion) {
        var signal = analysis.signal();
        return new Evidence(
                analysis.stack().frames(), analysis.kind(), signal == null ? null : signal.name(), assertion);
    }
}
