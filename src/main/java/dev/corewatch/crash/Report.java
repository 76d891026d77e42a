package dev.corewatch.crash;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one crash: the analysis, redacted, with its signature, the fixes it looks like and what to do next.
 * Its component names are the JSON names of {@code analyze --output json} (docs/report-schema.md).
 *
 * @param schema version of these names, {@link #SCHEMA}
 * @param debugger gdb, eu-stack or none: what the stack rests on
 * @param notes what went wrong on the way, in words
 * @param advice what to do next, the most useful first
 */
public record Report(
        int schema,
        CrashKind kind,
        boolean deliberate,
        @Nullable Signal signal,
        @Nullable CoreFacts core,
        Stack stack,
        @Nullable HaproxyFacts haproxy,
        @Nullable RequestContext request,
        @Nullable Signature signature,
        List<KnownFix> knownFixes,
        List<String> advice,
        String debugger,
        List<String> notes,
        List<ThreadStack> threads,
        List<Module> modules) {

    public static final int SCHEMA = 1;

    public Report {
        knownFixes = List.copyOf(knownFixes);
        advice = List.copyOf(advice);
        notes = List.copyOf(notes);
        threads = List.copyOf(threads);
        modules = List.copyOf(modules);
    }

    /** The same under another signature. */
    Report signed(Signature other) {
        return new Report(
                schema,
                kind,
                deliberate,
                signal,
                core,
                stack,
                haproxy,
                request,
                other,
                knownFixes,
                advice,
                debugger,
                notes,
                threads,
                modules);
    }

    /** The gap "libraries", when a module on the crashed stack has no file that is the one it was running. */
    public Optional<Gap> librariesGap() {
        var onStack = stack.frames().stream().map(Frame::module).collect(Collectors.toSet());
        var missing = modules.stream()
                .filter(module -> module.match() == Module.Match.MISSING || module.match() == Module.Match.MISMATCH)
                .map(Module::path)
                .filter(onStack::contains)
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Gap("libraries", "no file at hand that matches " + String.join(", ", missing)));
    }
}
