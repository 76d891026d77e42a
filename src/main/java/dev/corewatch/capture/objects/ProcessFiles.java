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
import java.util.Map;
import java.util.Set;

/**
 * Copies the program and the libraries that a running process has mapped, and their separate debug information where its file system has it, into
 * the {@link ObjectStore}: when its container is gone and a core is there, its files still are. What can't be had becomes the gap
 * "libraries".
 */
public final class ProcessFiles {

    private static final int LONGEST_MAPS = 16 << 20;
    private static final int MOST_NAMED = 20;

    private final ProcessTable processes;
    private final ObjectStore objects;
    private final KeptProcesses kept;

    /** @param kept gets the list of each process's files */
    public ProcessFiles(ProcessTable processes, ObjectStore objects, KeptProcesses kept) {
        this.processes = processes;
        this.objects = objects;
        this.kept = kept;
    }

    /** Keeps what isn't there yet. */
    public Snapshot snapshot(ProcessEntry process) {
        try {
            return snapshot(process, mapped(process));
        } catch (IOException e) {
            return refused(process);
        }
    }

    /** The files with executable mappings; they change when it loads a library. */
    Set<MappedFile> mapped(ProcessEntry process) throws IOException {
        try (var maps = Files.newInputStream(processes.directory(process.pid()).resolve("maps"))) {
            return MappedFile.parse(new String(maps.readNBytes(LONGEST_MAPS), UTF_8));
        }
    }

    Snapshot snapshot(ProcessEntry process, Set<MappedFile> mapped) {
        try (var held = hold(process, mapped)) {
            return keep(held);
        }
    }

    /** Opens the files of a process that is about to be gone, to be kept when it is. */
    public HeldFiles hold(ProcessEntry process) throws IOException {
        return hold(process, mapped(process)).pinned();
    }

    private HeldFiles hold(ProcessEntry process, Set<MappedFile> mapped) {
        return HeldFiles.open(
                process, processes.namespacePid(process.pid()).orElse(0), mapped, ProcessRoots.of(processes, process));
    }

    /** Keeps what isn't there yet of the files that were opened. */
    public Snapshot keep(HeldFiles held) {
        var missing = held.missing();
        var list = new ArrayList<KeptFile>();
        int added = 0;
        for (var file : held.files().entrySet()) {
            try {
                added += keep(file.getKey(), file.getValue(), held.roots(), list);
            } catch (IOException e) {
                missing.computeIfAbsent(HeldFiles.reason(e), _ -> new ArrayList<>())
                        .add(file.getKey().path());
            }
        }
        remember(held, list, missing);
        return new Snapshot(held.count(), added, gaps(held.process(), missing));
    }

    private void remember(HeldFiles held, List<KeptFile> files, Map<String, List<String>> missing) {
        if (held.namespacePid() == 0 || files.isEmpty()) {
            return; // it had ended, or nothing is known of it
        }
        try {
            kept.keep(held.namespacePid(), held.process().startTime(), files);
        } catch (IOException e) {
            missing.computeIfAbsent(HeldFiles.reason(e), _ -> new ArrayList<>()).add("the list of files");
        }
    }

    private static List<Gap> gaps(ProcessEntry process, Map<String, List<String>> missing) {
        return missing.entrySet().stream()
                .map(why -> new Gap(
                        "libraries",
                        "%s of process %d not kept: %s".formatted(named(why.getValue()), process.pid(), why.getKey())))
                .toList();
    }

    private static String named(List<String> paths) {
        var some = String.join(", ", paths.subList(0, Math.min(MOST_NAMED, paths.size())));
        return paths.size() > MOST_NAMED ? some + " and %d more".formatted(paths.size() - MOST_NAMED) : some;
    }

    /** Nothing, of a process that doesn't let us look at it. */
    Snapshot refused(ProcessEntry process) {
        var why = "the files of process %d (%s) can't be read: %s"
                .formatted(process.pid(), process.command(), Refused.why(processes, process.pid()));
        return new Snapshot(0, 0, List.of(new Gap("libraries", why)));
    }

    private int keep(MappedFile mapped, OpenFile file, ProcessRoots roots, List<KeptFile> list) throws IOException {
        try {
            var elf = ElfFile.read(file.channel());
            var buildId = elf.buildId();
            if (buildId == null) {
                return 0;
            }
            int added = objects.keep(buildId, ObjectKind.EXECUTABLE, file) ? 1 : 0;
            list.add(new KeptFile(buildId, mapped.range(), mapped.path()));
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
