package dev.corewatch.publish.report;

import dev.corewatch.crash.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The few names by which people know a crash: from where it died outward to the first frame of the program itself, as in
 * {@code memcpy <- libz.so.1 <- deflate_flush_or_finish (src/compression.c:612)}.
 *
 * <p>The machinery of dying (raise, abort, ha_panic and the signal handler that called it) says nothing and is dropped. The innermost
 * frame keeps its function's name; further frames of a library are one step, the library's name. glibc has one code for memcpy and
 * memmove; its variants ({@code __memmove_avx_unaligned_erms}) are called memcpy here.
 */
final class CrashPath {

    private static final int STEPS = 4;
    private static final Pattern DYING =
            Pattern.compile("raise|abort|gsignal|t?g?kill|__GI_.*|_*pthread_kill.*|__assert_fail.*"
                    + "|malloc_printerr|__libc_message.*|__fortify_fail.*|__stack_chk_fail.*|__restore_sigs"
                    + "|ha_panic|ha_crash_now|abort_with_line|complain|ha_stuck_warning|wdt_handler|debug_handler");
    private static final Pattern COPY = Pattern.compile("_*mem(cpy|move)(_.*)?|_*memcpy@.*");
    private static final Pattern VARIANT =
            Pattern.compile("__(mem[a-z]+|str[a-z]+|stp[a-z]+|raw[a-z]+)_(avx|sse|evex|ssse|erms|generic).*");
    private static final Pattern LIBRARY = Pattern.compile(".*\\.so([.0-9].*)?|\\[.*]|linux-vdso.*|ld-.*");

    private CrashPath() {}

    /** Empty when there are no frames. */
    static String of(List<Frame> frames) {
        var telling = telling(frames);
        var steps = new ArrayList<String>();
        for (var frame : telling) {
            if (!isLibrary(frame)) {
                steps.add(placed(frame));
                break;
            }
            var step = steps.isEmpty() ? inner(frame) : library(frame);
            if (steps.isEmpty() || !step.equals(steps.getLast())) {
                steps.add(step);
            }
        }
        return String.join(" <- ", shortened(steps));
    }

    /** The program's own frame at which the path ends; absent when the stack never leaves libraries. */
    static @Nullable Frame key(List<Frame> frames) {
        return telling(frames).stream()
                .filter(frame -> !isLibrary(frame) && !frame.signalHandler())
                .findFirst()
                .orElse(null);
    }

    /** The frames without the machinery of dying; all of them when nothing else is left. */
    static List<Frame> telling(List<Frame> frames) {
        int start = belowTheHandler(frames);
        while (start < frames.size() && saysNothing(frames.get(start))) {
            start++;
        }
        return start < frames.size() ? frames.subList(start, frames.size()) : frames;
    }

    /** A crash inside a handler stays there; a handler that ended the process is left. */
    private static int belowTheHandler(List<Frame> frames) {
        boolean dying = false;
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).signalHandler()) {
                return dying ? i + 1 : 0;
            }
            dying |= isDying(frames.get(i));
        }
        return 0;
    }

    /** A function's everyday name. */
    static String everyday(String function) {
        if (COPY.matcher(function).matches()) {
            return "memcpy";
        }
        var variant = VARIANT.matcher(function);
        return variant.matches() ? variant.group(1) : function;
    }

    private static boolean saysNothing(Frame frame) {
        return isDying(frame) || (frame.function() == null && frame.module() == null);
    }

    private static boolean isDying(Frame frame) {
        return frame.function() != null && DYING.matcher(frame.function()).matches();
    }

    private static boolean isLibrary(Frame frame) {
        return frame.module() != null
                && LIBRARY.matcher(ShortPath.module(frame.module())).matches();
    }

    private static String inner(Frame frame) {
        return frame.function() == null ? library(frame) : everyday(frame.function());
    }

    private static String library(Frame frame) {
        return frame.module() == null ? "??" : ShortPath.library(frame.module());
    }

    private static String placed(Frame frame) {
        if (frame.function() == null) {
            return FrameRow.moduleAndOffset(frame);
        }
        var place = FrameRow.place(frame);
        return place.isEmpty() ? everyday(frame.function()) : everyday(frame.function()) + " (" + place + ")";
    }

    private static List<String> shortened(List<String> steps) {
        if (steps.size() <= STEPS) {
            return steps;
        }
        return List.of(steps.get(0), steps.get(1), "...", steps.getLast());
    }
}
