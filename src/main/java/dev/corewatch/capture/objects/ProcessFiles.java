package dev.corewatch.capture.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corewatch.capture.elf.ElfFile;
import dev.corewatch.capture.elf.ElfFormatException;
import dev.corewatch.crash.Gap;
import dev.corewatch.system.NotARegularFileException;
import dev.corewatch.system.OpenFile;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Copies the program and the libraries that a running process has mapped, and their separate debug information where its file system has it, into
 * the {@link ObjectStore}: when its container is gone and a core is there, its files still are. What can't be had becomes the gap
 * "libraries".
 */
public final class ProcessFiles {

    private static final int LONGEST_MAPS = 16 << 20;

    private final ProcessTable processes;
    private final ObjectStore objects;

    public ProcessFiles(ProcessTable processes, ObjectStore objects) {
        this.processes = processes;
        this.objects = objects;
    }

    /** Keeps what isn't there yet. */
    public Snapshot snapshot(ProcessEntry process) {
        try {
            return snapshot(process, mapped(process));
        } catch (IOException e) {
            return new Snapshot(0, 0, List.of(refused(process, e)));
        }
    }

    /** The files with executable mappings; they change when it loads a library. */
    Set<MappedFile> mapped(ProcessEntry process) throws IOException {
        try (var maps = Files.newInputStream(processes.directory(process.pid()).resolve("maps"))) {
            return MappedFile.parse(new String(maps.readNBytes(LONGEST_MAPS), UTF_8));
        }
    }

    Snapshot snapshot(ProcessEntry process, Set<MappedFile> mapped) {
        var roots = new ProcessRoots(processes, process);
        var gaps = new ArrayList<Gap>();
        int added = 0;
        for (var file : mapped) {
            try {
                added += keep(file, roots);
            } catch (IOException e) {
                gaps.add(new Gap(
                        "libraries",
                        file.path() + " of process " + process.pid() + " was not kept: " + e.getMessage()));
            }
        }
        return new Snapshot(mapped.size(), added, gaps);
    }

    /** The gap of a process that doesn't let us look at it. */
    static Gap refused(ProcessEntry process, IOException e) {
        return new Gap(
                "libraries",
                "the files of process " + process.pid() + " (" + process.command() + ") can't be read: "
                        + e.getMessage()
                        + "; run corewatch with its uid and gid, and HAProxy dumpable (set-dumpable), or with CAP_SYS_PTRACE");
    }

    private int keep(MappedFile mapped, ProcessRoots roots) throws IOException {
        try (var file = roots.open(mapped)) {
            var elf = ElfFile.read(file.channel());
            var buildId = elf.buildId();
            if (buildId == null) {
                return 0;
            }
            int added = objects.keep(buildId, ObjectKind.EXECUTABLE, file) ? 1 : 0;
            return elf.debugInfo() ? added : added + keepDebugInfo(mapped.path(), buildId, elf, roots);
        } catch (ElfFormatException e) {
            return 0; // executable memory of a file that is no program: nothing to know it by
        }
    }

    private int keepDebugInfo(String path, String buildId, ElfFile elf, ProcessRoots roots) throws IOException {
        if (objects.find(buildId, ObjectKind.DEBUGINFO).isPresent()) {
            return 0;
        }
        for (var place : DebugPlaces.of(path, buildId, elf)) {
            if (keepDebugInfo(place, buildId, roots)) {
                return 1;
            }
        }
        return 0;
    }

    private boolean keepDebugInfo(String place, String buildId, ProcessRoots roots) throws IOException {
        try (var file = roots.open(place)) {
            return isDebugInfoOf(buildId, file) && objects.keep(buildId, ObjectKind.DEBUGINFO, file);
        } catch (NoSuchFileException | NotARegularFileException e) {
            return false; // the next place
        }
    }

    private static boolean isDebugInfoOf(String buildId, OpenFile file) throws IOException {
        try {
            var elf = ElfFile.read(file.channel());
            return elf.debugInfo() && buildId.equals(elf.buildId());
        } catch (ElfFormatException e) {
            return false;
        }
    }
}
