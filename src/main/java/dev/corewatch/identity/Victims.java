package dev.corewatch.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads who a dying process is, in a few system calls, while the kernel holds it. A pid may be used again between two of them
 * (CVE-2025-4598), so the start time is read first and last and must be the same: then all of it is of one process. That it is the one that
 * died, only the caller can know, by a pidfd that is still open and not yet signalled afterwards.
 */
public final class Victims {

    /** A path has at most 4096 characters, and hierarchies are few. */
    private static final int MOST_CGROUP = 256 * 1024;

    private static final int MOST_ENVIRONMENT = 256 * 1024;

    private final Path proc;
    private final ProcessTable processes;

    /** Over the host's /proc. */
    public Victims(Path proc) {
        this.proc = proc;
        this.processes = new ProcessTable(proc);
    }

    /**
     * The process of that number.
     *
     * @throws NoSuchFileException when there is none
     * @throws FileSystemException when the number became another process's meanwhile
     */
    public Victim of(int hostPid) throws IOException {
        var before = entry(hostPid);
        var status = processes.status(hostPid).orElseThrow(() -> gone(hostPid));
        var victim = new Victim(
                hostPid,
                status.namespacePid(),
                before.startTime(),
                status.uid(),
                before.command(),
                executable(hostPid),
                placement(hostPid),
                environment(hostPid));
        if (entry(hostPid).startTime() != before.startTime()) {
            throw new FileSystemException(
                    directory(hostPid), null, "became another process while it was read; nothing of it is believed");
        }
        return victim;
    }

    private ProcessEntry entry(int pid) throws IOException {
        return processes.get(pid).orElseThrow(() -> gone(pid));
    }

    private @Nullable String executable(int pid) {
        try {
            return Files.readSymbolicLink(processes.directory(pid).resolve("exe"))
                    .toString();
        } catch (IOException e) {
            return null; // refused, or its memory is gone already
        }
    }

    /** A container that nests cgroups deeper than a path can be makes this file unreadable on older kernels: its name is lost, not the crash. */
    private Placement placement(int pid) {
        try {
            var text = new String(read(pid, "cgroup", MOST_CGROUP), UTF_8);
            return Placement.of(Arrays.asList(text.stripTrailing().split("\n", -1)));
        } catch (IOException e) {
            return Placement.unknown("its cgroups can't be read: " + e.getMessage());
        }
    }

    private Map<String, String> environment(int pid) {
        try {
            return Environment.of(read(pid, "environ", MOST_ENVIRONMENT));
        } catch (IOException e) {
            return Map.of();
        }
    }

    private byte[] read(int pid, String name, int most) throws IOException {
        try (var in = Files.newInputStream(processes.directory(pid).resolve(name))) {
            return in.readNBytes(most);
        }
    }

    private String directory(int pid) {
        return proc.resolve(String.valueOf(pid)).toString();
    }

    private NoSuchFileException gone(int pid) {
        return new NoSuchFileException(directory(pid), null, "the process is gone");
    }
}
