package dev.corewatch.identity;

/**
 * A runtime's file on a container.
 *
 * @param container whom it describes; free names, of runc and ctr, are known by their files only
 * @param path on the host
 */
public record RuntimeFile(Container container, Dialect dialect, String path) {}
