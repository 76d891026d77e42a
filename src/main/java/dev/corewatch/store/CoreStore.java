package dev.corewatch.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Where reports and cores go to stay. An object is whole or absent; putting one again is harmless. A failure is an IOException that may
 * pass: the caller tries again later and keeps its own file until {@link #verify} has answered.
 */
public interface CoreStore {

    /** Holds the file's content under the key, in place of what was there. Says what was sent; believe {@link #verify}. */
    Stored put(StoreKey key, Path source) throws IOException;

    /**
     * Reads the object back.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    Stored verify(StoreKey key) throws IOException;

    boolean exists(StoreKey key) throws IOException;

    /** Writes the object's content to a new file. */
    void get(StoreKey key, Path target) throws IOException;

    /** Keys of all objects below this one, sorted. */
    List<StoreKey> list(StoreKey prefix) throws IOException;
}
