package dev.corewatch.spool;

import java.io.IOException;
import java.nio.file.Path;

/** Another process writes this spool. */
public final class SpoolInUseException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolInUseException(Path lock, String pid) {
        super(
                ("%s is held by process %s: only one corewatch can write a spool. Stop that one, or give this one a directory of its own "
                                + "(corewatch.spool.directory).")
                        .formatted(lock, pid.isEmpty() ? "(unknown)" : pid));
    }
}
