package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The file system and the mount that a path is on (statfs(2)), whatever mount namespace the path leads into.
 *
 * @param type its magic number
 * @param free bytes that anybody may use
 * @param files inodes in all; 0 where they are made as needed
 * @param freeFiles inodes
 */
public record MountFacts(long type, boolean readOnly, long free, long files, long freeFiles) {

    private static final int SIZE = 120;
    private static final int BLOCK = 8;
    private static final int AVAILABLE = 32;
    private static final int FILES = 40;
    private static final int FREE_FILES = 48;
    private static final int FLAGS = 80;
    private static final int ST_RDONLY = 1;
    private static final long TMPFS = 0x01021994L;
    private static final long RAMFS = 0x858458f6L;

    private static final Libc.Function STATFS = Libc.function("statfs");

    public static MountFacts of(Path path) throws IOException {
        try (var name = Libc.string(PathBytes.of(path));
                var stat = Libc.memory(SIZE)) {
            var done = STATFS.call(name.address(), stat.address());
            if (done.asInt() < 0) {
                throw new IOException("statfs(2) of %s failed with errno %d".formatted(path, done.errno()));
            }
            var bytes = stat.bytes();
            return new MountFacts(
                    bytes.getLong(0),
                    (bytes.getLong(FLAGS) & ST_RDONLY) != 0,
                    bytes.getLong(AVAILABLE) * bytes.getLong(BLOCK),
                    bytes.getLong(FILES),
                    bytes.getLong(FREE_FILES));
        }
    }

    /** Whether its files are memory, charged to who writes them. */
    public boolean isMemory() {
        return type == TMPFS || type == RAMFS;
    }
}
