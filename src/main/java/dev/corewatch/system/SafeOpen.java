package dev.corewatch.system;

import static dev.corewatch.system.Descriptors.O_CLOEXEC;
import static dev.corewatch.system.Descriptors.O_NOFOLLOW;
import static dev.corewatch.system.Descriptors.O_NONBLOCK;
import static dev.corewatch.system.Descriptors.O_PATH;
import static dev.corewatch.system.Descriptors.O_RDONLY;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens a file in a directory that an attacker writes to. First the name is pinned with {@code O_PATH|O_NOFOLLOW}, which opens
 * nothing (no FIFO blocks, no device acts, no link is followed), then the pinned inode's type is looked at, and only a regular file
 * is opened for reading, through /proc/self/fd: the same inode, whatever the name has become meanwhile. Source: open(2), CVE-2019-7307,
 * CVE-2021-3709.
 */
public final class SafeOpen {

    private SafeOpen() {}

    /**
     * The regular file of that name.
     *
     * @throws NotARegularFileException for all else: link, FIFO, device, socket, directory
     */
    public static OpenFile regularFile(Path path) throws IOException {
        return open(path, O_NOFOLLOW);
    }

    /**
     * The regular file behind one of the kernel's own links, such as /proc/PID/exe: these lead to an inode, not to a name.
     *
     * @throws NotARegularFileException when it is something else
     */
    public static OpenFile behindProcLink(Path link) throws IOException {
        return open(link, 0);
    }

    private static OpenFile open(Path path, int flags) throws IOException {
        int pinned = Descriptors.open(path, O_PATH | O_CLOEXEC | flags);
        try {
            var facts = FileFacts.ofDescriptor(pinned);
            if (facts.kind() != FileKind.REGULAR) {
                throw new NotARegularFileException(path, facts.kind());
            }
            return OpenFile.of(Descriptors.open(Descriptors.again(pinned), O_RDONLY | O_NONBLOCK | O_CLOEXEC), facts);
        } finally {
            Descriptors.close(pinned);
        }
    }
}
