package dev.corewatch.analyze.testimony;

import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import dev.corewatch.crash.Testimony.Place;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What HAProxy's words, the kernel's line and the exit status say together of one death; any may be absent.
 *
 * @param words HAProxy's
 * @param kernel the kernel's
 * @param status the exit status
 */
record Told(
        @Nullable Testimony words,
        @Nullable Testimony kernel,
        @Nullable Testimony status) {

    private static final Set<Integer> BAD_ACCESS = Set.of(7, 11);
    private static final int SIGKILL = 9;

    static String by(Channel channel) {
        return switch (channel) {
            case WORDS -> "HAProxy's log";
            case KERNEL_LOG -> "the kernel's log";
            case STATUS -> "the exit status";
        };
    }

    /** The kernel's word for the signal has the address; where the two differ, the exit code is what happened. */
    @Nullable
    Signal signal() {
        var exit = exit();
        var fault = kernel == null ? null : kernel.signal();
        boolean same = exit == null || (fault != null && fault.number() == exit.number());
        return same ? fault : exit;
    }

    /** A SIGKILL may be what ended a dump: then something else came before. */
    private @Nullable Signal exit() {
        if (words != null && words.signal() != null) {
            return words.signal();
        }
        var end = status == null ? null : status.signal();
        return end != null && end.number() == SIGKILL && kernel != null ? null : end;
    }

    /** Explicit words before the kernel's circumstances before the signal alone. */
    CrashKind kind() {
        var said = words == null ? CrashKind.UNKNOWN : words.kind();
        if (said != CrashKind.UNKNOWN) {
            return said;
        }
        if (kernel != null && kernel.kind() != CrashKind.UNKNOWN) {
            return kernel.kind();
        }
        var signal = signal();
        return signal != null && BAD_ACCESS.contains(signal.number()) ? CrashKind.MEMORY : CrashKind.UNKNOWN;
    }

    @Nullable
    Assertion assertion() {
        return words == null ? null : words.assertion();
    }

    /** {@code debug dev bug} on the stats socket fails this very condition (src/debug.c). */
    boolean deliberate() {
        var assertion = assertion();
        boolean byCondition = assertion != null
                && assertion.file().equals("src/debug.c")
                && assertion.condition().equals("one > zero");
        return byCondition || frames().stream().anyMatch(Told::isDebugCommand);
    }

    @Nullable
    HaproxyFacts haproxy() {
        var version = words == null ? null : words.version();
        return version == null ? null : new HaproxyFacts(version, null, null, null, null);
    }

    /**
     * Never more than unverified: nobody compared a build-id.
     *
     * @param without what is missing for a better one, in words
     */
    Stack stack(String without) {
        if (!frames().isEmpty()) {
            return new Stack(
                    Stack.Trust.UNVERIFIED, List.of("from HAProxy's own call trace; " + without), null, frames());
        }
        var place = place();
        if (place == null) {
            return new Stack(Stack.Trust.NONE, List.of(without), null, List.of());
        }
        var reason = "only the faulting instruction, from the kernel's log; " + without;
        return new Stack(Stack.Trust.UNVERIFIED, List.of(reason), null, List.of(frame(place)));
    }

    /** Of the faulting instruction, when nothing tells more of the stack. */
    @Nullable
    Place place() {
        return kernel == null || !frames().isEmpty() ? null : kernel.place();
    }

    /** The lines all this rests on. */
    List<String> notes() {
        return Stream.of(quotes(words), quotes(kernel), quotes(status))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> quotes(@Nullable Testimony testimony) {
        return testimony == null
                ? List.of()
                : testimony.lines().stream()
                        .map(line -> by(testimony.channel()) + ": " + line.strip())
                        .toList();
    }

    private List<Frame> frames() {
        return words == null ? List.of() : words.frames();
    }

    private static boolean isDebugCommand(Frame frame) {
        var function = frame.function();
        return function != null && function.startsWith("debug_parse_cli_");
    }

    private static Frame frame(Place place) {
        var offset = place.ofFile() ? place.offset() : null;
        return new Frame(0, null, null, null, place.module(), offset, false, false);
    }
}
