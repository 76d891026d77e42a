package dev.corewatch.spool;

import dev.corewatch.crash.Group;
import org.jspecify.annotations.Nullable;

/**
 * What an occurrence was counted into, as it stands now.
 *
 * @param group absent when the occurrence has no signature
 */
public record Count(@Nullable Group group, Tally tally) {}
