package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * HAProxy's own words on a failed BUG_ON: {@code FATAL: bug condition "X" matched at src/f.c:N}.
 *
 * @param condition X, as the source has it
 * @param file src/f.c
 * @param line N; it moves from version to version
 */
public record Assertion(
        String condition, String file, @Nullable Integer line) {}
