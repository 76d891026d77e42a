package dev.corewatch.spool;

import dev.corewatch.system.FileFacts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * The file a core came from, so that it is known again after a kill. It is the same file when inode, size and time of last change (to the
 * nanosecond) agree; the device's number is not asked because it may change with a reboot, the name because it can be changed by others.
 *
 * @param location the path as a URI: keeps every byte of a name that isn't text
 * @param inode of the opened file
 * @param bytes its size
 * @param modified its last change
 */
public record SourceFacts(URI location, long inode, long bytes, Instant modified) {

    static SourceFacts of(Path path, FileFacts facts) {
        return new SourceFacts(path.toUri(), facts.inode(), facts.size(), facts.modified());
    }

    boolean isSameFileAs(SourceFacts other) {
        return inode == other.inode && bytes == other.bytes && modified.equals(other.modified);
    }

    Path path() {
        return Path.of(location);
    }

    /** Whether the file is still where it was. */
    boolean isThere() throws IOException {
        try {
            return isSameFileAs(of(path(), FileFacts.ofName(path())));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Unlinks the file, if it is still the one that was taken. */
    void removeFile() throws IOException {
        if (isThere()) {
            Files.deleteIfExists(path());
        }
    }
}
