package dev.corewatch.pipeline;

import java.io.IOException;
import java.time.Duration;

/** Says how long each step took and how it ended. */
final class StepClock {

    private final Observer observer;

    StepClock(Observer observer) {
        this.observer = observer;
    }

    /** A step of one occurrence. */
    interface Work {

        void on(String id) throws IOException, InterruptedException;
    }

    void measure(String step, String id, Work work) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var outcome = Observer.Outcome.FAILURE;
        try {
            work.on(id);
            outcome = Observer.Outcome.SUCCESS;
        } finally {
            observer.step(step, outcome, Duration.ofNanos(System.nanoTime() - begun));
        }
    }
}
