package dev.corewatch.kubernetes.ingest;

/**
 * A node agent that has proven who it is.
 *
 * @param pod its own
 * @param uid of that Pod
 * @param node that it runs on
 */
record Agent(String pod, String uid, String node) {}
