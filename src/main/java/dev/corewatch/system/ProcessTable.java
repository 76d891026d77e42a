package dev.corewatch.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes that can be seen from here: /proc (proc(5)). Any may end between one call and the next; it is absent then. */
public final class ProcessTable {

    private static final char ZOMBIE = 'Z';

    private final Path proc;

    /** Over /proc, or a directory like it. */
    public ProcessTable(Path proc) {
        this.proc = proc;
    }

    public Path directory(int pid) {
        return proc.resolve(String.valueOf(pid));
    }

    public List<ProcessEntry> all() throws IOException {
        var processes = new ArrayList<ProcessEntry>();
        try (var names = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var name : names) {
                read(name.resolve("stat")).flatMap(ProcessEntry::parse).ifPresent(processes::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return processes;
    }

    public Optional<ProcessEntry> get(int pid) {
        return read(directory(pid).resolve("stat")).flatMap(ProcessEntry::parse);
    }

    /** The numbers of its threads, as this /proc has them; none when it has ended. */
    public Set<Integer> threads(int pid) throws IOException {
        var threads = new HashSet<Integer>();
        try (var names = Files.newDirectoryStream(directory(pid).resolve("task"))) {
            names.forEach(name -> threads.add(Integer.valueOf(name.getFileName().toString())));
        } catch (NoSuchFileException | DirectoryIteratorException e) {
            return Set.of();
        }
        return threads;
    }

    /** How it ended; known until its parent has waited for it, to who may look into it. */
    public Optional<ExitStatus> exitStatus(ProcessKey process) {
        return read(directory(process.pid()).resolve("stat"))
                .filter(stat -> ProcessEntry.parse(stat)
                        .filter(entry -> entry.key().equals(process) && entry.state() == ZOMBIE)
                        .isPresent())
                .map(stat -> stat.stripTrailing())
                .map(stat -> ExitStatus.of(Integer.parseInt(stat.substring(stat.lastIndexOf(' ') + 1))));
    }

    /** The process that a thread is of; absent when it has ended. */
    public Optional<Integer> processOf(int thread) {
        return read(directory(thread).resolve("status"))
                .map(status -> ProcessStatus.field(status, "Tgid"))
                .filter(tgid -> tgid.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    /**
     * The number, in this /proc, of the thread that its own pid namespace gives that number.
     *
     * @param thread as a core names it
     */
    public Optional<Integer> thread(int pid, int thread) throws IOException {
        for (int candidate : threads(pid)) {
            var status = read(directory(pid).resolve("task").resolve(candidate + "/status"));
            if (status.flatMap(ProcessStatus::parse)
                    .filter(s -> s.namespacePid() == thread)
                    .isPresent()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether its user may look into it: a program with a privilege that he doesn't have isn't dumpable, and its /proc/PID is root's (prctl(2),
     * PR_SET_DUMPABLE). Its core must not become his (CVE-2022-4415, CVE-2025-4598).
     */
    public boolean isDumpable(int pid) throws IOException {
        int owner = FileFacts.ofName(directory(pid).resolve("limits")).uid();
        return status(pid).map(status -> owner == status.uid()).orElse(false);
    }

    /** Its pid in its own pid namespace: the one that its core names. */
    public Optional<Integer> namespacePid(int pid) {
        return status(pid).map(ProcessStatus::namespacePid);
    }

    /** Its uid and pid; anybody may ask. */
    public Optional<ProcessStatus> status(int pid) {
        return read(directory(pid).resolve("status")).flatMap(ProcessStatus::parse);
    }

    /** Who it is; anybody may ask. */
    public Optional<Credentials> credentials(int pid) {
        return read(directory(pid).resolve("status")).flatMap(Credentials::parse);
    }

    /** Who we are. */
    public Optional<Credentials> own() {
        return read(proc.resolve("self/status")).flatMap(Credentials::parse);
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file, ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty(); // the process has ended meanwhile
        }
    }
}
