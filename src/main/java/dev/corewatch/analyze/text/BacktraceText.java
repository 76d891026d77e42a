package dev.corewatch.analyze.text;

import dev.corewatch.crash.Frame;
import java.util.List;

/**
 * Reads gdb's {@code bt} and {@code thread apply all bt full}, eu-stack, coredumpctl, sanitizers, HAProxy's own call trace and
 * a bare list of functions; with whatever stands before and around them (see {@link Carrier}, {@link PastedLines}), prompts, CRLF.
 * One pass, each line looked at a bounded number of times; text, lines, frames and stacks have limits, what is beyond them is
 * not read.
 */
public final class BacktraceText {

    /** Characters; pasted backtraces of hundreds of threads stay below a tenth of it. */
    public static final int TEXT_LIMIT = 16 << 20;

    private BacktraceText() {}

    /** What the text tells; without frames when there is no backtrace in it. */
    public static CrashText parse(String text) {
        var bounded = text.length() > TEXT_LIMIT ? text.substring(0, TEXT_LIMIT) : text;
        var words = new Words();
        var gdb = new NumberedStacks();
        var own = new CallTraces();
        var bare = new BareList();
        for (var line : PastedLines.of(bounded)) {
            words.read(line);
            gdb.read(line);
            own.read(line);
            bare.read(line);
        }
        return words.with(firstNotEmpty(gdb.crashed(), own.crashed(), bare.frames()));
    }

    @SafeVarargs
    private static List<Frame> firstNotEmpty(List<Frame>... candidates) {
        for (var frames : candidates) {
            if (!frames.isEmpty()) {
                return frames;
            }
        }
        return List.of();
    }
}
