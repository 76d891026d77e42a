package dev.corewatch.analyze.judge;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.Stack.Trust;
import dev.corewatch.crash.ThreadStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says how far a stack can be believed, and why not further. A stack through a wrong library looks right and isn't, so every module
 * on it must have the build-id that the core says, and the walk must have ended at a thread's start. A cut core is partial whatever
 * else is wrong: what it lacks may be the very page that holds a build-id.
 */
public final class StackTrust {

    /** The kernel's code page: in the core itself, not in a file. */
    private static final String VDSO = "[vdso]";

    private final CoreFacts core;
    private final Map<String, Module> modules;

    public StackTrust(CoreFacts core, List<Module> modules) {
        this.core = core;
        this.modules =
                modules.stream().collect(Collectors.toMap(Module::path, Function.identity(), (first, again) -> first));
    }

    public Stack of(ThreadStack thread, List<String> debuggersDoubts) {
        var cut = cutCore();
        var unproven =
                Stream.concat(unprovenModules(thread), debuggersDoubts.stream()).toList();
        var broken = brokenWalk(thread);
        var reasons = Stream.of(cut.stream(), unproven.stream(), broken.stream())
                .flatMap(Function.identity())
                .toList();
        return new Stack(trust(thread, cut, unproven, broken), reasons, thread.id(), thread.frames());
    }

    private static Trust trust(ThreadStack thread, List<String> cut, List<String> unproven, List<String> broken) {
        if (thread.frames().isEmpty()) {
            return Trust.NONE;
        }
        if (!cut.isEmpty()) {
            return Trust.PARTIAL;
        }
        if (!unproven.isEmpty()) {
            return Trust.UNVERIFIED;
        }
        return broken.isEmpty() ? Trust.VERIFIED : Trust.PARTIAL;
    }

    private List<String> cutCore() {
        if (core.complete()) {
            return List.of();
        }
        return List.of("the core is cut: %,d of %,d bytes are missing"
                .formatted(core.missingBytes(), core.bytes() + core.missingBytes()));
    }

    private Stream<String> unprovenModules(ThreadStack thread) {
        var homeless = thread.frames().stream()
                .filter(frame -> frame.module() == null && !frame.signalHandler() && !isNullCall(frame))
                .map(frame -> "frame %d is in no mapped file".formatted(frame.index()));
        var paths = thread.frames().stream()
                .map(Frame::module)
                .filter(Objects::nonNull)
                .distinct();
        return Stream.concat(paths.flatMap(this::doubt), homeless.limit(1));
    }

    private Stream<String> doubt(String path) {
        var module = modules.get(path);
        if (module == null) {
            return path.equals(VDSO) ? Stream.empty() : Stream.of(path + ": not among the core's modules");
        }
        return switch (module.match()) {
            case VERIFIED -> Stream.empty();
            case MISMATCH ->
                Stream.of(path + ": the file at hand is another build than the one that ran, and was not used");
            case KEPT ->
                Stream.of(path + ": its build-id is not in the core; the file is the one that the running process had");
            case NO_BUILD_ID -> Stream.of(path + ": there is no build-id to compare the file at hand with");
            case MISSING -> Stream.of(path + ": no file at hand");
        };
    }

    private static List<String> brokenWalk(ThreadStack thread) {
        return switch (thread.ended()) {
            case OUTERMOST -> List.of();
            case LIMIT ->
                List.of("the stack is longer than the %d frames that were read"
                        .formatted(thread.frames().size()));
            case BROKEN -> List.of("the walk broke off" + (thread.note() == null ? "" : ": " + thread.note()));
        };
    }

    private static boolean isNullCall(Frame frame) {
        return frame.index() == 0 && frame.function() == null;
    }

    /** No debugger gave a stack. */
    public static Stack none(List<String> reasons) {
        return new Stack(Trust.NONE, new ArrayList<>(reasons), null, List.of());
    }
}
