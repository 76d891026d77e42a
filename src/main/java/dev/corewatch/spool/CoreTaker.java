package dev.corewatch.spool;

import dev.corewatch.system.DurableFiles;
import dev.corewatch.system.FileFacts;
import dev.corewatch.system.Holes;
import dev.corewatch.system.OpenFile;
import dev.corewatch.system.SparseCopy;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * Brings a core into its occurrence's directory so that a file named {@code core} there is always whole and durable.
 *
 * <p>Within one file system the source is renamed to {@code core.taken}, its inode compared with the opened file's (somebody may have put
 * another in its place meanwhile), given its owner and mode, fsynced, and renamed to {@code core}. Otherwise, or when the file isn't ours
 * to chmod, the opened file is copied to {@code core.part}, holes left out, fsynced, and renamed; the source stays for the caller to unlink.
 */
final class CoreTaker {

    private static final String DEBUGGER_READS = "rw-r-----";

    private final SetAside aside;
    private final @Nullable Integer debuggerGroup;

    CoreTaker(SetAside aside, @Nullable Integer debuggerGroup) {
        this.aside = aside;
        this.debuggerGroup = debuggerGroup;
    }

    HeldCore take(CoreSource source, Path directory) throws IOException {
        if (mayRename(source, directory) && renamed(source, directory)) {
            return adopt(source.file(), directory);
        }
        return copy(source, directory);
    }

    /** Finishes what an earlier process began, when the core is here. Whether it is. */
    boolean resume(SourceFacts source, Path directory) throws IOException {
        var taken = directory.resolve("core.taken");
        if (Files.exists(directory.resolve("core"))) {
            return true;
        }
        if (!isInode(taken, source.inode())) {
            return false;
        }
        publish(taken);
        return true;
    }

    /** Bytes that are not in holes. */
    static long dataBytes(OpenFile file) throws IOException {
        long bytes = 0;
        long data = Holes.nextData(file, 0);
        while (data >= 0) {
            long hole = Holes.nextHole(file, data);
            long end = hole < 0 ? file.channel().size() : hole;
            bytes += end - data;
            data = hole < 0 ? -1 : Holes.nextData(file, hole);
        }
        return bytes;
    }

    /** Only the owner and root may change owner and mode; a file of somebody else's would stay theirs. */
    private static boolean mayRename(CoreSource source, Path directory) throws IOException {
        int us = FileFacts.ofName(directory).uid();
        return us == 0 || us == source.file().facts().uid();
    }

    private boolean renamed(CoreSource source, Path directory) throws IOException {
        var taken = directory.resolve("core.taken");
        try {
            Files.move(source.path(), taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException | AccessDeniedException | NoSuchFileException e) {
            return false;
        }
        if (isInode(taken, source.file().facts().inode())) {
            return true;
        }
        aside.put(taken, "it took the place of the core " + source.path() + " after that was opened");
        return false;
    }

    private static boolean isInode(Path file, long inode) throws IOException {
        try {
            return FileFacts.ofName(file).inode() == inode;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private HeldCore adopt(OpenFile file, Path directory) throws IOException {
        publish(directory.resolve("core.taken"));
        return HeldCore.raw(file.channel().size(), dataBytes(file));
    }

    private HeldCore copy(CoreSource source, Path directory) throws IOException {
        var part = directory.resolve("core.part");
        long disk;
        try (var out = DurableFiles.create(part)) {
            disk = SparseCopy.copy(source.file(), out, source.file().facts().size())
                    .written();
        }
        refuseChanged(source);
        publish(part);
        return HeldCore.raw(source.file().facts().size(), disk);
    }

    private static void refuseChanged(CoreSource source) throws IOException {
        if (!source.facts()
                .isSameFileAs(SourceFacts.of(source.path(), source.file().factsNow()))) {
            throw new IOException(
                    source.path() + " was written to while it was copied: it will be taken when it rests");
        }
    }

    private void publish(Path file) throws IOException {
        protect(file, debuggerGroup);
        DurableFiles.sync(file);
        DurableFiles.rename(file, file.resolveSibling("core"));
    }

    /** Owner, group and mode, whatever umask and origin made of them. */
    static void protect(Path file, @Nullable Integer debuggerGroup) throws IOException {
        int us = FileFacts.ofName(file.resolveSibling(".")).uid();
        if (FileFacts.ofName(file).uid() != us) {
            Files.setAttribute(file, "unix:uid", us);
        }
        if (debuggerGroup != null) {
            Files.setAttribute(file, "unix:gid", debuggerGroup);
        }
        var mode = debuggerGroup == null ? DurableFiles.PRIVATE : DEBUGGER_READS;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
