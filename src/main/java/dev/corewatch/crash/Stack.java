package dev.corewatch.crash;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The crashed thread's stack and how far it can be believed.
 *
 * @param trust how far
 * @param reasons why not further, in words; empty when verified
 * @param thread the thread's id (LWP); absent when no thread is known
 * @param frames innermost first
 */
public record Stack(
        Trust trust, List<String> reasons, @Nullable Integer thread, List<Frame> frames) {

    public static final Stack NONE = new Stack(Trust.NONE, List.of(), null, List.of());

    public Stack {
        reasons = List.copyOf(reasons);
        frames = List.copyOf(frames);
    }

    /** The same with these frames in place of its own, and reasons for it beside its own. */
    public Stack named(List<Frame> newFrames, List<String> newReasons) {
        var all = Stream.concat(reasons.stream(), newReasons.stream()).toList();
        return new Stack(trust, all, thread, newFrames);
    }

    /** How far a stack can be believed. */
    public enum Trust {
        /** Every module on the stack matches its build-id and the walk ended at a thread's start. */
        VERIFIED,
        /** A module's file does not match, is not at hand, or has no build-id. */
        UNVERIFIED,
        /** The core is cut, the walk broke off, or the stack is longer than the limit. */
        PARTIAL,
        /** There is no stack. */
        NONE
    }
}
