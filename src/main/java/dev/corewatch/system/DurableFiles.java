package dev.corewatch.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Files that survive kill -9 and a power cut. New content is written beside the target, fsynced, renamed over it, and the directory is
 * fsynced: a reader sees the old or the new file, never half of one (fsync(2), rename(2)). Modes are set after creation, so the umask has
 * no say. One writer per target.
 */
public final class DurableFiles {

    public static final String PRIVATE = "rw-------";

    private DurableFiles() {}

    /** Puts this content, readable by the owner alone, in the target's place. */
    public static void replace(Path target, byte[] content) throws IOException {
        var beside = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            write(beside, content);
            rename(beside, target);
        } finally {
            Files.deleteIfExists(beside); // on a full disk even half a file is in the way
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (var out = create(file)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    /** An empty private file, open for writing; what was there is gone. */
    public static FileChannel create(Path file) throws IOException {
        Files.deleteIfExists(file);
        var channel = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE)));
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(PRIVATE));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Renames within a file system, durably. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(parent(to));
    }

    /** Writes a file's or a directory's content through to the disk. */
    public static void sync(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    /** A directory with this mode; its parent must exist. One that is there already keeps its mode. */
    public static void createDirectory(Path directory, String mode) throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory)) {
                return;
            }
            throw e;
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        sync(parent(directory));
    }

    private static Path parent(Path path) {
        var parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }
}
