package dev.corewatch.capture.objects;

import dev.corewatch.system.Descriptor;
import dev.corewatch.system.OpenFile;
import dev.corewatch.system.ProcessEntry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The files of a process, opened while it was there, and its roots: they stay readable when it is dead, its mount namespace gone and its
 * container's file system unmounted.
 */
public final class HeldFiles implements AutoCloseable {

    private final ProcessEntry process;
    private final int namespacePid;
    private final int count;
    private final Map<MappedFile, OpenFile> files = new LinkedHashMap<>();
    private final Map<String, List<String>> missing = new LinkedHashMap<>();
    private final List<Descriptor> pinned = new ArrayList<>();
    private ProcessRoots roots;

    private HeldFiles(ProcessEntry process, int namespacePid, Set<MappedFile> mapped, ProcessRoots roots) {
        this.process = process;
        this.namespacePid = namespacePid;
        this.count = mapped.size();
        this.roots = roots;
    }

    /** Takes what it gets; what it doesn't is {@link #missing}. */
    static HeldFiles open(ProcessEntry process, int namespacePid, Set<MappedFile> mapped, ProcessRoots roots) {
        var held = new HeldFiles(process, namespacePid, mapped, roots);
        for (var file : mapped) {
            try {
                held.files.put(file, roots.open(file));
            } catch (IOException e) {
                held.miss(e, file.path());
            }
        }
        return held;
    }

    /** Has its roots, too, outlive the process. */
    HeldFiles pinned() {
        try {
            roots = roots.pinned(pinned);
        } catch (IOException e) {
            miss(e, "debug information");
        }
        return this;
    }

    private void miss(IOException why, String what) {
        missing.computeIfAbsent(reason(why), _ -> new ArrayList<>()).add(what);
    }

    static String reason(IOException e) {
        return e instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    ProcessEntry process() {
        return process;
    }

    /** In the process's own namespace; 0 when it had ended before. */
    int namespacePid() {
        return namespacePid;
    }

    /** How many programs and libraries it has mapped. */
    int count() {
        return count;
    }

    Map<MappedFile, OpenFile> files() {
        return files;
    }

    ProcessRoots roots() {
        return roots;
    }

    /** Names by the reason why they could not be opened. */
    Map<String, List<String>> missing() {
        return missing;
    }

    @Override
    public void close() {
        pinned.forEach(Descriptor::close);
        files.values().forEach(HeldFiles::close);
    }

    private static void close(OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            return; // it was only read
        }
    }
}
