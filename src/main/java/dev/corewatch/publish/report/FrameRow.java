package dev.corewatch.publish.report;

import dev.corewatch.crash.Frame;
import java.util.List;

/**
 * A frame in words.
 *
 * @param where place in the source; where no line is known the module with the offset that addr2line takes
 * @param module empty when {@code where} says it
 */
record FrameRow(int index, String function, String where, String module, boolean inlined, boolean signalHandler) {

    static final String NO_NAME = "??";

    static FrameRow of(Frame frame) {
        if (frame.signalHandler()) {
            return new FrameRow(frame.index(), "<signal handler called>", "", "", false, true);
        }
        var place = place(frame);
        return new FrameRow(
                frame.index(),
                frame.function() == null ? NO_NAME : frame.function(),
                place.isEmpty() ? moduleAndOffset(frame) : place,
                place.isEmpty() ? "" : module(frame),
                frame.inlined(),
                false);
    }

    static List<FrameRow> of(List<Frame> frames) {
        return frames.stream().map(FrameRow::of).toList();
    }

    /** "src/compression.c:612", or empty. */
    static String place(Frame frame) {
        if (frame.file() == null) {
            return "";
        }
        var file = ShortPath.source(frame.file());
        return frame.line() == null ? file : file + ":" + frame.line();
    }

    /** "libc.so.6+0x16db75". */
    static String moduleAndOffset(Frame frame) {
        if (frame.module() == null) {
            return frame.offset() == null ? "" : frame.offset();
        }
        return frame.offset() == null ? module(frame) : module(frame) + "+" + frame.offset();
    }

    /** The module and what is special about the frame. */
    String remark() {
        if (!inlined) {
            return module;
        }
        return module.isEmpty() ? "inlined" : module + ", inlined";
    }

    private static String module(Frame frame) {
        return frame.module() == null ? "" : ShortPath.module(frame.module());
    }
}
