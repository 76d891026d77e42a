/**
 * What is held on this host: one directory per occurrence with its steps recorded durably, groups and tallies with exact counts, limits on
 * what comes in and retention of what stays.
 */
@NullMarked
package dev.corewatch.spool;

import org.jspecify.annotations.NullMarked;
