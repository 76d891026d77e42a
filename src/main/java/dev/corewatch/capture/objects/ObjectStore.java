package dev.corewatch.capture.objects;

import dev.corewatch.capture.elf.ElfFile;
import dev.corewatch.capture.elf.ElfFormatException;
import dev.corewatch.system.OpenFile;
import dev.corewatch.system.SparseCopy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * ELF files by build-id: {@code build-id/xx/yyyy/{executable,debuginfo}} below a directory, as debuginfod names them. A file is there whole or not at
 * all (written aside, fsync, rename), once, and only under the build-id that it really has. Beyond {@code mostBytes} the least recently used go
 * first; use is the time of a build-id's directory. Safe for threads of one process.
 */
public final class ObjectStore {

    /** Programs are no secret, and the debugger runs as another user. */
    private static final Set<PosixFilePermission> READABLE = PosixFilePermissions.fromString("rw-r--r--");

    private static final Pattern BUILD_ID = Pattern.compile("[0-9a-f]{6,128}");

    private final Path directory;
    private final Path incoming;
    private final Clock clock;
    private final ObjectEviction eviction;

    /**
     * Opens or creates it.
     *
     * @param mostBytes bound on all files together, in bytes
     */
    public ObjectStore(Path objects, long mostBytes, Clock clock) throws IOException {
        this.directory = Files.createDirectories(objects.resolve("build-id"));
        this.incoming = Files.createDirectories(objects.resolve("incoming"));
        this.clock = clock;
        this.eviction = new ObjectEviction(directory, mostBytes);
    }

    /** Removes what a killed process left half written; for the one process that writes here. */
    public void recover() throws IOException {
        try (var left = Files.newDirectoryStream(incoming)) {
            for (var file : left) {
                Files.delete(file);
            }
        }
    }

    /** The file, which counts as used now. */
    public Optional<Path> find(String buildId, ObjectKind kind) throws IOException {
        if (!BUILD_ID.matcher(buildId).matches()) {
            return Optional.empty();
        }
        var file = place(buildId).resolve(kind.fileName());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Files.setLastModifiedTime(place(buildId), FileTime.from(clock.instant()));
        return Optional.of(file);
    }

    /**
     * Keeps a copy under this build-id, unless there is one.
     *
     * @return whether a file was added
     * @throws IOException when it can't be written, is larger than all may be, or has another build-id by the time it is copied
     */
    public synchronized boolean keep(String buildId, ObjectKind kind, OpenFile source) throws IOException {
        if (!BUILD_ID.matcher(buildId).matches() || find(buildId, kind).isPresent()) {
            return false;
        }
        eviction.checkFits(source.channel().size());
        var copy = incoming(buildId);
        try {
            copy(source, copy);
            checkBuildId(copy, buildId);
            move(copy, Files.createDirectories(place(buildId)).resolve(kind.fileName()));
        } finally {
            Files.deleteIfExists(copy);
        }
        Files.setLastModifiedTime(place(buildId), FileTime.from(clock.instant()));
        eviction.makeRoom(place(buildId));
        return true;
    }

    /** A new file beside, for what is to be kept; whoever asks removes it. */
    Path incoming(String buildId) throws IOException {
        return Files.createTempFile(incoming, buildId, "");
    }

    private Path place(String buildId) {
        return directory.resolve(buildId.substring(0, 2)).resolve(buildId.substring(2));
    }

    private static void copy(OpenFile source, Path copy) throws IOException {
        try (var out = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            SparseCopy.copy(source, out, Long.MAX_VALUE);
            Files.setPosixFilePermissions(copy, READABLE);
            out.force(true);
        }
    }

    private static void checkBuildId(Path copy, String buildId) throws IOException {
        try (var file = FileChannel.open(copy)) {
            var found = ElfFile.read(file).buildId();
            if (!buildId.equals(found)) {
                throw new IOException(
                        "the file changed while it was copied: build-id " + found + " instead of " + buildId);
            }
        } catch (ElfFormatException e) {
            throw new IOException("the file changed while it was copied: it is " + e.getMessage(), e);
        }
    }

    private static void move(Path copy, Path target) throws IOException {
        Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
        try (var parent = FileChannel.open(target.resolveSibling("."))) {
            parent.force(true);
        }
    }
}
