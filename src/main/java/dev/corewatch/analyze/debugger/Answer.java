package dev.corewatch.analyze.debugger;

import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.ThreadStack;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a debugger had to say about a core. */
public sealed interface Answer {

    /** Which debugger: gdb or eu-stack. */
    String debugger();

    /** What went wrong on the way, in words. */
    List<String> notes();

    /**
     * It walked stacks.
     *
     * @param threads the crashed one first
     * @param doubts why the crashed thread's frames may be wrong though every file is right
     */
    record Stacks(
            String debugger,
            List<ThreadStack> threads,
            List<String> doubts,
            @Nullable HaproxyFacts haproxy,
            @Nullable RequestContext request,
            List<String> notes)
            implements Answer {

        public Stacks {
            threads = List.copyOf(threads);
            doubts = List.copyOf(doubts);
            notes = List.copyOf(notes);
        }

        /** The crashed thread, when it has at least one frame. */
        public Optional<ThreadStack> crashed() {
            return threads.stream()
                    .filter(thread -> thread.crashed() && !thread.frames().isEmpty())
                    .findFirst();
        }
    }

    /** It is missing, was stopped, or failed. */
    record Silence(String debugger, List<String> notes) implements Answer {

        public Silence {
            notes = List.copyOf(notes);
        }
    }
}
