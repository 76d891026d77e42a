package dev.corewatch.kubernetes.ingest;

/**
 * The answer to a report that is taken, as JSON.
 *
 * @param id of the occurrence
 * @param revision the newest that is known
 * @param taken whether it was this report's
 */
record Receipt(String id, int revision, boolean taken) {}
