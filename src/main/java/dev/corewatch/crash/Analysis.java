package dev.corewatch.crash;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the debugger found; raw, nothing redacted.
 *
 * @param debugger gdb, eu-stack or none: what the stack rests on
 * @param notes what went wrong on the way, in words
 */
public record Analysis(
        String debugger,
        List<String> notes,
        CrashKind kind,
        boolean deliberate,
        @Nullable Signal signal,
        Stack stack,
        List<ThreadStack> threads,
        List<Module> modules,
        @Nullable HaproxyFacts haproxy,
        @Nullable RequestContext request) {

    public Analysis {
        notes = List.copyOf(notes);
        threads = List.copyOf(threads);
        modules = List.copyOf(modules);
    }

    /** The same with these notes before its own. */
    public Analysis noting(List<String> more) {
        var all = new ArrayList<>(more);
        all.addAll(notes);
        return new Analysis(debugger, all, kind, deliberate, signal, stack, threads, modules, haproxy, request);
    }

    /** The same with another stack. */
    public Analysis with(Stack newStack) {
        return new Analysis(debugger, notes, kind, deliberate, signal, newStack, threads, modules, haproxy, request);
    }
}
