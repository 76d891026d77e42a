package dev.corewatch.analyze.judge;

import dev.corewatch.crash.CrashKind;

/**
 * What sort of death it was.
 *
 * @param deliberate whether it was made on purpose, on HAProxy's command line
 */
public record Death(CrashKind kind, boolean deliberate) {}
