package dev.corewatch.analyze.signature;

import dev.corewatch.crash.Frame;
import java.util.ArrayList;
import java.util.List;

/**
 * What is left of a stack once everything is dropped that is the same for different bugs or differs for the same bug: from
 * the interrupted code (below a signal handler's frame) to the scheduler, without the C library, consecutive equal names as one.
 *
 * @param onTop what was dropped above the interrupted code and above HAProxy's first frame: tells the class
 * @param libraries between the top and HAProxy's first frame
 * @param own HAProxy's frames, innermost first
 * @param blind whether the innermost frame of HAProxy has no symbol, or is an allocator's: it died further in than we see
 * @param whole whether the stack reaches the scheduler; else it was cut
 */
record Chain(List<Step> onTop, List<Step> libraries, List<Step> own, boolean blind, boolean whole) {

    static Chain of(List<Frame> frames) {
        int start = belowHandler(frames);
        var onTop =
                new ArrayList<>(frames.subList(0, start).stream().map(Step::of).toList());
        return new Walk(onTop).through(frames.subList(start, frames.size()));
    }

    private static int belowHandler(List<Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).signalHandler()) {
                return i + 1;
            }
        }
        return 0;
    }

    /** Whether a function of that plain name was dropped from the top. */
    boolean dropped(String... names) {
        return onTop.stream().anyMatch(step -> List.of(names).contains(step.name()));
    }

    private static final class Walk {

        private final List<Step> onTop;
        private final List<Step> libraries = new ArrayList<>();
        private final List<Step> own = new ArrayList<>();
        private boolean blind;

        Walk(List<Step> onTop) {
            this.onTop = onTop;
        }

        Chain through(List<Frame> frames) {
            for (int i = 0; i < frames.size(); i++) {
                var step = Step.of(frames.get(i));
                if (step.role() == Role.ROOT || isRealMain(step, frames, i)) {
                    return new Chain(onTop, libraries, own, blind, true);
                }
                take(step);
            }
            return new Chain(onTop, libraries, own, blind, false);
        }

        /** In a stripped binary the nearest symbol of static functions is often main. */
        private static boolean isRealMain(Step step, List<Frame> frames, int i) {
            if (!step.name().equals("main")) {
                return false;
            }
            if (i + 1 == frames.size()) {
                return i > 0;
            }
            var next = Step.of(frames.get(i + 1)).role();
            return next == Role.ROOT || next == Role.MACHINERY;
        }

        private void take(Step step) {
            switch (step.role()) {
                case OWN, HELPER -> takeOwn(step);
                case LIBRARY -> takeLibrary(step);
                case MACHINERY -> addIfOnTop(onTop, step);
                case POOL, UNRESOLVED -> {
                    blind |= own.isEmpty();
                    addIfOnTop(onTop, step);
                }
                case ROOT -> throw new IllegalStateException("the walk ends at a root");
            }
        }

        /** What has no symbol further in was then the library's, not HAProxy's. */
        private void takeLibrary(Step step) {
            blind &= !own.isEmpty();
            addIfOnTop(libraries, step);
        }

        private void takeOwn(Step step) {
            if (step.name().equals("main")) {
                blind |= own.isEmpty();
            } else {
                add(own, step);
            }
        }

        private void addIfOnTop(List<Step> list, Step step) {
            if (own.isEmpty()) {
                add(list, step);
            }
        }

        private static void add(List<Step> list, Step step) {
            if (list.isEmpty() || !list.getLast().name().equals(step.name())) {
                list.add(step);
            }
        }
    }
}
