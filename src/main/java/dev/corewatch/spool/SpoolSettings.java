package dev.corewatch.spool;

import org.jspecify.annotations.Nullable;

/**
 * Where a spool is and what bounds it.
 *
 * @param debuggerGroup gid that may read cores because the debugger runs with it; absent when the debugger has our own uid
 */
public record SpoolSettings(
        SpoolLayout layout,
        SpoolLimits limits,
        RetentionRules retention,
        @Nullable Integer debuggerGroup) {}
