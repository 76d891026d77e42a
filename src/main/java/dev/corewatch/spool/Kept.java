package dev.corewatch.spool;

import dev.corewatch.crash.Occurrence;

/** What became of a core that was to be kept. In every case its occurrence is durable and the source is no longer needed. */
public sealed interface Kept {

    Occurrence occurrence();

    /** It is in the spool. */
    record Core(Occurrence occurrence) implements Kept {}

    /** It is gone, its metadata is in the spool. */
    record Dropped(Occurrence occurrence, CoreGone why) implements Kept {}

    /** It had been kept before; only its source was still there. */
    record Already(Occurrence occurrence) implements Kept {}
}
