package dev.corewatch.capture.file;

import java.io.IOException;
import java.nio.file.Path;

/** Receives what the cores directory holds. Called by one thread; while it works, the next core waits. */
public interface CoreListener {

    /**
     * A core is ready; the receiver closes its file, keeps it, and removes it from the directory.
     *
     * @throws IOException when it could not be kept: it is offered again later
     */
    void found(FoundCore core) throws IOException;

    /** Something is left alone; told once for each file, and again when it has changed. */
    void refused(Path path, Refusal reason, String words);

    /** The directory can't be read, or a core could not be kept; both are tried again. */
    void failed(Path path, Exception cause);
}
