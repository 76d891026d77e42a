package dev.corewatch.kubernetes.ingest;

/**
 * The answer to an agent that asks whether it may report, as JSON.
 *
 * @param node on whose Pods it may
 */
record Greeting(String node) {}
