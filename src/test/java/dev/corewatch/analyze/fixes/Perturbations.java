package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.Frame;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What builds, tools and people do to a stack. */
final class Perturbations {

    private Perturbations() {}

    static List<Frame> withoutPlaces(List<Frame> frames) {
        return frames.stream()
                .map(frame -> new Frame(
                        frame.index(),
                        frame.function(),
                        null,
                        null,
                        frame.module(),
                        frame.offset(),
                        false,
                        frame.signalHandler()))
                .toList();
    }

    /** A build whose inline functions leave no frame: those of headers. */
    static List<Frame> withoutInlined(List<Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.file() == null || !frame.file().endsWith(".h"))
                .toList();
    }

    /** Each frame missing in turn, the roots left alone. */
    static Stream<List<Frame>> oneFrameLess(List<Frame> frames) {
        return IntStream.range(0, Math.min(6, frames.size()))
                .mapToObj(gone -> frames.stream()
                        .filter(frame -> frame.index() != gone)
                        .toList());
    }

    /** Each frame without a symbol in turn. */
    static Stream<List<Frame>> oneFrameUnknown(List<Frame> frames) {
        return IntStream.range(0, Math.min(6, frames.size()))
                .mapToObj(gone -> frames.stream()
                        .map(frame -> frame.index() == gone ? unknown(frame) : frame)
                        .toList());
    }

    static Stream<List<Frame>> cut(List<Frame> frames) {
        return IntStream.rangeClosed(1, Math.min(5, frames.size())).mapToObj(most -> frames.subList(0, most));
    }

    private static Frame unknown(Frame frame) {
        return new Frame(
                frame.index(), null, null, null, frame.module(), frame.offset(), false, frame.signalHandler());
    }
}
