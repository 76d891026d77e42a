package dev.corewatch.pipeline;

import dev.corewatch.crash.Group;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.spool.Tally;
import java.time.Duration;

/**
 * Hears what the pipeline does, for metrics. Counts of crashes come as absolute numbers out of the spool, at the start and after each
 * change: a meter that shows them neither falls with a restart nor counts a resumed crash twice.
 */
public interface Observer {

    /** How a step ended. */
    enum Outcome {
        SUCCESS,
        FAILURE
    }

    /**
     * A step is over.
     *
     * @param step capture, keep, analyze, group, publish, compress, upload
     */
    void step(String step, Outcome outcome, Duration took);

    void dropped(CoreGone why);

    void crashes(Tally tally);

    void group(Group group);
}
