package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Few words. */
final class PlainWording implements Wording {

    @Override
    public String summary(Occurrence occurrence) {
        var report = occurrence.report();
        var signature = report == null ? null : report.signature();
        var signal = report == null || report.signal() == null
                ? "?"
                : report.signal().name();
        return signal + (signature == null ? ", no stack" : " in " + signature.title());
    }

    @Override
    public Report report(Occurrence occurrence, Signal signal, boolean outOfMemory, @Nullable String words) {
        return report(outOfMemory ? CrashKind.OUT_OF_MEMORY : CrashKind.UNKNOWN, signal, null);
    }

    static Report report(CrashKind kind, Signal signal, @Nullable Signature signature) {
        return new Report(
                Report.SCHEMA,
                kind,
                false,
                signal,
                null,
                Stack.NONE,
                null,
                null,
                signature,
                List.of(),
                List.of(),
                "none",
                List.of(),
                List.of(),
                List.of());
    }

    @Override
    public @Nullable String core(Occurrence occurrence) {
        return null;
    }

    @Override
    public @Nullable String report(Occurrence occurrence) {
        return null;
    }
}
