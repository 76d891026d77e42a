/**
 * Cores that hold what a backtrace and HAProxy's context need and leave out the rest, read from a process that waits to be dumped: the time
 * it waits is time without service. All input is hostile: what is read, kept and looked at is bounded by the budget.
 */
package dev.corewatch.capture.thin;
