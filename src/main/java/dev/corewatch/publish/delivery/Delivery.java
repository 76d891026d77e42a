package dev.corewatch.publish.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one try to deliver a report. */
public sealed interface Delivery {

    /** The controller has it, in this or a newer revision. */
    record Taken() implements Delivery {}

    /** It is never taken as it is. */
    record Refused(String reason) implements Delivery {}

    /**
     * It may be taken another time.
     *
     * @param after the controller's wish; absent when it has none
     * @param all whether others would fare no better now
     */
    record Later(String reason, @Nullable Duration after, boolean all) implements Delivery {}
}
