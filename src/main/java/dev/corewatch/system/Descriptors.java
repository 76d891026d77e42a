package dev.corewatch.system;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** open(2) and close(2): file descriptors as plain numbers. Registered for native as int(void*,int) and int(int). */
final class Descriptors {

    static final int O_RDONLY = 0;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int O_PATH = 0x200000;
    static final int O_NOFOLLOW = isArm() ? 0x8000 : 0x20000;

    private static final int ENOENT = 2;
    private static final int EACCES = 13;

    private static final MethodHandle OPEN = Libc.link("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = Libc.link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private Descriptors() {}

    static int open(Path path, int flags) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = Libc.callState(arena);
            int descriptor = (int) OPEN.invokeExact(state, cString(path, arena), flags);
            if (descriptor < 0) {
                throw failure(path, Libc.errno(state));
            }
            return descriptor;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libc.impossible(e);
        }
    }

    /** Linux frees the number whatever close returns (close(2)), so its result says nothing to act on. */
    static void close(int descriptor) {
        try (var arena = Arena.ofConfined()) {
            int ignored = (int) CLOSE.invokeExact(Libc.callState(arena), descriptor);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libc.impossible(e);
        }
    }

    /** The name by which the kernel hands out exactly this descriptor's inode again (proc(5)). */
    static Path again(int descriptor) {
        return Path.of("/proc/self/fd/" + descriptor);
    }

    private static MemorySegment cString(Path path, Arena arena) {
        byte[] bytes = PathBytes.of(path);
        var string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return string;
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
