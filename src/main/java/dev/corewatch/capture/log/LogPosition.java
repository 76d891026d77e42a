package dev.corewatch.capture.log;

import java.time.Instant;

/**
 * How far a log was read.
 *
 * @param inode of the file; another one under the same name is a new log
 * @param offset of the first byte that wasn't, in bytes
 * @param at when that was
 */
public record LogPosition(long inode, long offset, Instant at) {}
