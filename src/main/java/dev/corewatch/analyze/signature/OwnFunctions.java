package dev.corewatch.analyze.signature;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import java.util.List;

/**
 * A stack as HAProxy's developers would tell it.
 *
 * @param functions HAProxy's, plain names, innermost first, from the interrupted code to the scheduler
 * @param libraries plain names of the libraries it died in, innermost first
 * @param stuck whether HAProxy was killed for making no progress
 * @param blind whether it died further in than the first of the functions: that frame has no symbol
 * @param whole whether the stack reaches the scheduler; else it was cut
 */
public record OwnFunctions(
        List<String> functions, List<String> libraries, boolean stuck, boolean blind, boolean whole) {

    /** HAProxy is written in C: such a name is a library's, whether or not the stack says so. */
    private static final String CPP = "::";

    public OwnFunctions {
        functions = List.copyOf(functions);
        libraries = List.copyOf(libraries);
    }

    public static OwnFunctions of(List<Frame> frames, CrashKind kind) {
        var chain = Chain.of(frames);
        return new OwnFunctions(
                names(chain.own()),
                names(chain.libraries()),
                BugClass.of(kind, chain) == BugClass.STUCK,
                chain.blind(),
                chain.whole());
    }

    /** Whether so many bugs die in a function of that plain name that it means nothing without its callers. */
    public static boolean isGeneric(String function) {
        return function.equals("process_stream") || Vocabulary.of(function) != null;
    }

    private static List<String> names(List<Step> steps) {
        return steps.stream()
                .map(Step::name)
                .filter(name -> !name.contains(CPP))
                .toList();
    }
}
