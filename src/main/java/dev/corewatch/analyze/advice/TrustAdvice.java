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
                + ". The kernel says \"core dumped\" all the same. One of three: the core limit was too small (see"
                + " /proc/PID/limits; HAProxy's set-dumpable raises it within the hard limit, which is Docker's --ulimit core=-1);"
                + " the place was full (df; give it a volume on disk: a tmpfs also counts into the container's memory, an emptyDir"
                + " ends at its sizeLimit); or HAProxy was killed while it dumped (a longer grace period, a more patient liveness"
                + " probe).");
    }

    static Stream<String> foreignLibraries(Case crash) {
        return about(
                crash,
                module -> module.match() != Module.Match.VERIFIED && module.match() != Module.Match.KEPT,
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
                        + ": install the package that has them, of exactly this version (Debian: NAME-dbgsym from"
                        + " debian-debug; Ubuntu: NAME-dbgsym from ddebs.ubuntu.com; Fedora, RHEL: dnf debuginfo-install; Alpine:"
                        + " NAME-dbg). For a build of your own keep the files from before strip (make with -g). Give the"
                        + " directory by --debug-dir.");
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
