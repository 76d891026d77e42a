package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** open(2), close(2) and poll(2): file descriptors as plain numbers. */
final class Descriptors {

    static final int O_RDONLY = 0;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int O_PATH = 0x200000;
    static final int O_NOFOLLOW = isArm() ? 0x8000 : 0x20000;
    static final int O_DIRECTORY = isArm() ? 0x4000 : 0x10000;

    static final int EINTR = 4;
    static final short POLLIN = 1;

    /** Of struct pollfd: an int, and two shorts at 4 and 6. */
    static final int POLL_BYTES = 8;

    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    private static final Libc.Function OPEN = Libc.function("open");
    private static final Libc.Function CLOSE = Libc.function("close");
    private static final Libc.Function POLL = Libc.function("poll");

    private Descriptors() {}

    static int open(Path path, int flags) throws IOException {
        try (var name = Libc.string(PathBytes.of(path))) {
            var result = OPEN.call(name.address(), flags);
            if (result.asInt() < 0) {
                throw failure(path, result.errno());
            }
            return result.asInt();
        }
    }

    /** Waits until one of that many structures is ready (poll(2)); how many are, none when none was in time. */
    static int poll(Libc.Memory structures, int count, Duration most) throws IOException {
        long deadline = System.nanoTime() + most.toNanos();
        while (true) {
            long left = Math.max(0, deadline - System.nanoTime());
            var ready = POLL.call(structures.address(), count, Math.ceilDiv(left, 1_000_000));
            if (ready.asInt() >= 0) {
                return ready.asInt();
            }
            if (ready.errno() != EINTR) {
                throw new IOException("poll(2) failed with errno " + ready.errno());
            }
        }
    }

    /** Linux frees the number whatever close returns (close(2)), so its result says nothing to act on. */
    static void close(int descriptor) {
        CLOSE.call(descriptor);
    }

    /** The name by which the kernel hands out exactly this descriptor's inode again (proc(5)). */
    static Path again(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    private static IOException failure(Path path, int errno) {
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(path.toString());
            case EACCES -> new AccessDeniedException(path.toString());
            default -> new FileSystemException(path.toString(), null, "open(2) failed with errno " + errno);
        };
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }
}
