package dev.corewatch.capture.objects;

import dev.corewatch.system.Descriptor;
import dev.corewatch.system.OpenFile;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import dev.corewatch.system.RootedPath;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens the files of a running process from outside. First the mapped inode itself (/proc/PID/map_files, which needs CAP_SYS_ADMIN or
 * CAP_CHECKPOINT_RESTORE; /proc/PID/exe for its program), then the path below the process's root and, when that is a jail without the file, below its parent's: HAProxy's
 * master stays outside of its workers' chroot. Links in these paths are followed as the process would, never to files of ours.
 */
final class ProcessRoots {

    private static final String DELETED = " (deleted)";

    private final Path process;
    private final List<Path> roots;
    private final String absence;

    private ProcessRoots(Path process, List<Path> roots, String absence) {
        this.process = process;
        this.roots = roots;
        this.absence = absence;
    }

    /** The parent's root counts when it lives in the same mount namespace. */
    static ProcessRoots of(ProcessTable processes, ProcessEntry entry) {
        var process = processes.directory(entry.pid());
        var roots = new ArrayList<Path>(List.of(process.resolve("root")));
        var parent = processes.directory(entry.parent());
        var namespace = mountNamespace(process);
        var parents = mountNamespace(parent);
        if (namespace.isPresent() && namespace.equals(parents)) {
            roots.add(parent.resolve("root"));
        }
        var absence = parents.isPresent()
                ? "is neither below the process's root nor its parent's"
                : "is not below the process's root, and its parent (process %d) can't be looked at: %s"
                        .formatted(entry.parent(), Refused.why(processes, entry.parent()));
        return new ProcessRoots(process, roots, absence);
    }

    /**
     * The same, for when the process is gone: nothing is found by its mappings any more, all by paths.
     *
     * @param pinned gets a descriptor of each root; whoever has them closes them
     */
    ProcessRoots pinned(List<Descriptor> pinned) throws IOException {
        for (var root : roots) {
            pinned.add(Descriptor.ofDirectory(root));
        }
        return new ProcessRoots(
                process, pinned.stream().map(Descriptor::path).toList(), "is in none of the dead process's roots");
    }

    /** The file behind a mapping. */
    OpenFile open(MappedFile file) throws IOException {
        try {
            return SafeOpen.behindProcLink(process.resolve("map_files").resolve(file.range()));
        } catch (FileSystemException e) {
            return isProgram(file) ? SafeOpen.behindProcLink(process.resolve("exe")) : openNamed(file);
        }
    }

    /** The file of that path, in the first root that has it. */
    OpenFile open(String path) throws IOException {
        for (var root : roots) {
            var found = RootedPath.resolve(root, path);
            if (found.isPresent()) {
                return SafeOpen.regularFile(found.get());
            }
        }
        throw new NoSuchFileException(path, null, absence);
    }

    private OpenFile openNamed(MappedFile file) throws IOException {
        if (file.deleted()) {
            throw new NoSuchFileException(file.path(), null, "was deleted or replaced, only root can read it now");
        }
        return open(file.path());
    }

    private boolean isProgram(MappedFile file) {
        try {
            var program = Files.readSymbolicLink(process.resolve("exe")).toString();
            return program.equals(file.deleted() ? file.path() + DELETED : file.path());
        } catch (IOException e) {
            return false; // refused, or ended
        }
    }

    private static Optional<String> mountNamespace(Path process) {
        try {
            return Optional.of(Files.readSymbolicLink(process.resolve("ns/mnt")).toString());
        } catch (IOException e) {
            return Optional.empty(); // refused, or ended
        }
    }
}
