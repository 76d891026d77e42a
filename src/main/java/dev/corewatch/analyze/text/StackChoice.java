package dev.corewatch.analyze.text;

import dev.corewatch.crash.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of a text, and which of them is the crashed thread's: the first one that no thread's header precedes (gdb's and
 * eu-stack's own choice); else the current thread's, in a core gdb's thread 1; else the first. When only its innermost frame
 * was shown, as gdb does on loading a core, a longer one that begins alike is the same stack.
 */
final class StackChoice {

    private static final int STACKS = 4096;
    private static final int FRAMES = 512;

    private record Stack(@Nullable Integer thread, List<Frame> frames) {}

    private final List<Stack> stacks = new ArrayList<>();
    private int current = 1;

    void current(int thread) {
        current = thread;
    }

    void add(@Nullable Integer thread, Frame frame) {
        if (frame.index() == 0 || stacks.isEmpty()) {
            if (stacks.size() >= STACKS) {
                return;
            }
            stacks.add(new Stack(thread, new ArrayList<>()));
        }
        var frames = stacks.getLast().frames();
        if (frames.size() < FRAMES && (frames.isEmpty() || frames.getLast().index() < frame.index())) {
            frames.add(frame);
        }
    }

    List<Frame> crashed() {
        var chosen = first();
        if (chosen == null) {
            return List.of();
        }
        for (var stack : stacks) {
            if (isOfCrashed(stack)
                    && beginsAlike(stack, chosen)
                    && stack.frames().size() > chosen.frames().size()) {
                return stack.frames();
            }
        }
        return chosen.frames();
    }

    private @Nullable Stack first() {
        var first = stacks.stream().filter(stack -> stack.thread() == null).findFirst();
        if (first.isEmpty()) {
            first = stacks.stream().filter(this::isOfCrashed).findFirst();
        }
        return first.or(() -> stacks.stream().findFirst()).orElse(null);
    }

    private boolean isOfCrashed(Stack stack) {
        return stack.thread() == null || stack.thread() == current;
    }

    private static boolean beginsAlike(Stack a, Stack b) {
        return b.frames().size() == 1
                && Objects.equals(
                        a.frames().getFirst().function(), b.frames().getFirst().function());
    }
}
