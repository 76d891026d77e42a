package dev.corewatch.analyze.advice;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Module;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How to get a better report next time. */
final class TrustAdvice {

    private TrustAdvice() {}

    static Stream<String> truncatedCore(Case crash) {
        CoreFacts core = crash.core();
        if (core == null || core.complete() || core.thin()) {
            return Stream.empty();
        }
        var why = core.reason() == null ? "" : " (" + core.reason() + ")";
        return Stream.of("The core lacks " + core.missingBytes() + " bytes" + why
                + ". Raise the core limit (Docker: --ulimit core=-1; HAProxy: set-dumpable), give its directory more space"
                + " (disk, not tmpfs; sizeLimit), or a longer grace period if it was killed while dumping.");
    }

    static Stream<String> foreignLibraries(Case crash) {
        return about(
                crash,
                module -> module.match() != Module.Match.VERIFIED,
                names -> "Don't trust the stack beyond doubt: the files at hand for " + names
                        + " are not known to be those that"
                        + " ran. Run corewatch beside HAProxy, which keeps them by build-id, or give the dead container's"
                        + " root with --sysroot.");
    }

    static Stream<String> missingSymbols(Case crash) {
        return about(
                crash,
                module -> Boolean.FALSE.equals(module.debugInfo()) && module.match() == Module.Match.VERIFIED,
                names -> "Debug symbols are missing for " + names
                        + ": install the distribution's -dbgsym or -debuginfo package"
                        + " of the same version, or build HAProxy with -g and give --debug-dir.");
    }

    static Stream<String> weakDebugger(Case crash) {
        if (crash.core() == null) {
            return Stream.empty();
        }
        return switch (crash.analysis().debugger()) {
            case "eu-stack" ->
                Stream.of(
                        "The stack is eu-stack's: install gdb with Python to see the request, the variables and inlined functions.");
            case "none" -> Stream.of("No debugger could read the core: install gdb (with Python) or elfutils.");
            default -> Stream.empty();
        };
    }

    private static Stream<String> about(
            Case crash, Predicate<Module> which, java.util.function.UnaryOperator<String> words) {
        var names = crash.modulesOnStack()
                .filter(which)
                .map(module -> module.path().substring(module.path().lastIndexOf('/') + 1))
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? Stream.empty() : Stream.of(words.apply(names));
    }
}
