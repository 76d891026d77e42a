package dev.corewatch.store;

import java.net.URI;

/**
 * An object in a store.
 *
 * @param uri where it is, for people and for annotations
 * @param sha256 of its content, hexadecimal
 */
public record Stored(URI uri, long bytes, String sha256) {

    /** Whether both have the same content. */
    public boolean isSameContentAs(Stored other) {
        return bytes == other.bytes && sha256.equals(other.sha256);
    }
}
