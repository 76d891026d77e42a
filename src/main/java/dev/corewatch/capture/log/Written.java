package dev.corewatch.capture.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a line was written, as far as its reader can tell.
 *
 * @param earliest absent when it was read as soon as it was there
 * @param latest the time of reading; of a line found at the start, the file's last change
 */
public record Written(@Nullable Instant earliest, Instant latest) {}
