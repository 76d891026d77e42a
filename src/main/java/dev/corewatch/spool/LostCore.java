package dev.corewatch.spool;

import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Workload;
import org.jspecify.annotations.Nullable;

/**
 * A death whose core was offered and is lost.
 *
 * @param signal absent when nothing told it
 */
public record LostCore(
        Identity identity, Workload workload, @Nullable Signal signal, CoreGone why) {}
