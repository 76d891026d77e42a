package dev.corewatch.spool;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person's word on a group. In a file of its own, because the command that writes it runs beside the process that counts.
 *
 * @param note why it is known, or what is done about it
 */
record Acknowledgement(@Nullable String note, Instant at) {

    static final String SUFFIX = ".ack.json";
}
