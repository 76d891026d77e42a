package dev.corewatch.spool;

/**
 * What a store has verified to hold.
 *
 * @param name of the file in the occurrence's directory
 * @param uri where the store has it
 * @param bytes its size as read back
 * @param sha256 its checksum as read back, hexadecimal
 */
public record StoredObject(String name, String uri, long bytes, String sha256) {}
