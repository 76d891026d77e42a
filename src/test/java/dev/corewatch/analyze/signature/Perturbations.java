package dev.corewatch.analyze.signature;

import dev.corewatch.crash.Frame;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What builds, tools and people do to a stack. */
public final class Perturbations {

    /** Deeper frames of the public stacks are the way there. */
    private static final int TOP = 6;

    private Perturbations() {}

    /** No debug information, but all frames. */
    public static List<Frame> withoutPlaces(List<Frame> frames) {
        return frames.stream()
                .map(frame -> with(frame, frame.function(), null, frame.module()))
                .toList();
    }

    /** A build whose inline functions leave no frame: those of headers. */
    public static List<Frame> withoutInlined(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.file() == null || !frame.file().endsWith(".h"))
                .toList();
    }

    /** Each of the innermost frames missing in turn. */
    public static Stream<List<Frame>> oneFrameLess(List<Frame> frames) {
        return IntStream.range(0, Math.min(TOP, frames.size())).mapToObj(gone -> less(frames, gone));
    }

    /** Each of the innermost frames without a symbol in turn. */
    public static Stream<List<Frame>> oneFrameUnknown(List<Frame> frames) {
        return IntStream.range(0, Math.min(TOP, frames.size())).mapToObj(gone -> unknown(frames, gone));
    }

    static List<Frame> less(List<Frame> frames, int gone) {
        return frames.stream().filter(frame -> frame.index() != gone).toList();
    }

    static List<Frame> unknown(List<Frame> frames, int gone) {
        return frames.stream()
                .map(frame -> frame.index() == gone && !frame.signalHandler()
                        ? with(frame, null, null, frame.module())
                        : frame)
                .toList();
    }

    public static Stream<List<Frame>> cut(List<Frame> frames) {
        return IntStream.rangeClosed(1, Math.min(TOP - 1, frames.size())).mapToObj(most -> frames.subList(0, most));
    }

    static List<Frame> renamed(List<Frame> frames, UnaryOperator<String> name) {
        return frames.stream()
                .map(frame -> frame.function() == null
                        ? frame
                        : with(frame, name.apply(frame.function()), frame.file(), frame.module()))
                .toList();
    }

    /** Libraries as another distribution has them. */
    static List<Frame> elsewhere(List<Frame> frames) {
        return frames.stream()
                .map(frame -> frame.module() == null
                        ? frame
                        : with(frame, frame.function(), frame.file(), moved(frame.module())))
                .toList();
    }

    private static String moved(String module) {
        var name = module.substring(module.lastIndexOf('/') + 1);
        return "/opt/other/" + (name.contains(".so") ? name.substring(0, name.indexOf(".so")) + ".so.9.9" : name);
    }

    static List<Frame> below(List<String> panic, List<Frame> frames) {
        var top = panic.stream().map(name -> Frame.of(0, name, null));
        var handler = new Frame(0, null, null, null, null, null, false, true);
        return Stream.of(top, Stream.of(handler), frames.stream())
                .flatMap(part -> part)
                .toList();
    }

    private static Frame with(Frame frame, @Nullable String function, @Nullable String file, @Nullable String module) {
        return new Frame(
                frame.index(),
                function,
                file,
                file == null ? null : frame.line(),
                module,
                frame.offset(),
                false,
                frame.signalHandler());
    }
}
