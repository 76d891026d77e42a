package dev.corewatch.doctor.facts;

import dev.corewatch.doctor.facts.Dump.Dumpable;
import dev.corewatch.system.AccessRights;
import dev.corewatch.system.FileCapabilities;
import dev.corewatch.system.FileOwner;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessStatus;
import dev.corewatch.system.ProcessTable;
import dev.corewatch.system.RootedPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Reads a {@link Patient} out of /proc/PID, in some twenty system calls. */
public final class PatientReader {

    private static final Pattern KILOBYTES = Pattern.compile("\\s*(\\d{1,15}) kB");

    private final Path proc;
    private final ProcessTable processes;
    private final MemoryRoom memory;

    /**
     * Over a machine.
     *
     * @param root /, or a directory with a proc and a sys in it
     */
    public PatientReader(Path root) {
        this.proc = root.resolve("proc");
        this.processes = new ProcessTable(proc);
        this.memory = new MemoryRoom(root.resolve("sys/fs/cgroup"));
    }

    /**
     * The process of that number.
     *
     * @throws NoSuchFileException when there is none
     */
    public Patient read(Node node, int pid) throws IOException {
        var directory = processes.directory(pid);
        var entry = processes.get(pid).orElseThrow(() -> gone(directory));
        var status = Small.text(directory.resolve("status"));
        var rights = AccessRights.parse(status).orElseThrow(() -> gone(directory));
        var who = who(directory, entry, status, rights);
        var program = program(directory, who);
        var dump = dump(directory, status);
        var patient = new Patient(node, who, dump, program, null);
        return patient.at(new PlaceFinder(proc, directory, memory).find(patient));
    }

    private static NoSuchFileException gone(Path directory) {
        return new NoSuchFileException(directory.toString(), null, "the process is gone");
    }

    private Who who(Path directory, ProcessEntry entry, String status, AccessRights rights) {
        var pids = ProcessStatus.field(status, "NSpid").split("\t", -1);
        int inner = pids[pids.length - 1].matches("\\d{1,9}") ? Integer.parseInt(pids[pids.length - 1]) : entry.pid();
        var root = Small.link(directory.resolve("root"));
        var users = Small.link(directory.resolve("ns/user"));
        boolean own = users == null || users.equals(Small.link(proc.resolve("self/ns/user")));
        return new Who(
                entry.pid(),
                inner,
                pids.length > 1,
                entry.command(),
                own ? rights : rights.withoutCapabilities(),
                root,
                RootedPath.resolve(directory.resolve("root"), "/run/apport.socket")
                        .isPresent());
    }

    private static Program program(Path directory, Who who) {
        var exe = directory.resolve("exe");
        var path = Small.link(exe);
        if (path == null) {
            return new Program(null, "");
        }
        try {
            var file = FileOwner.of(exe);
            if (file.isSetId()) {
                return new Program(path, "setuid or setgid");
            }
            if (FileCapabilities.has(exe)) {
                return new Program(path, "file capabilities");
            }
            var plain = who.rights().withoutCapabilities();
            return new Program(path, plain.uid() == 0 || plain.may(file, AccessRights.READ) ? "" : "unreadable");
        } catch (IOException e) {
            return new Program(path, "");
        }
    }

    private Dump dump(Path directory, String status) throws IOException {
        var limits = Small.text(directory.resolve("limits"));
        var filter = Small.text(directory.resolve("coredump_filter")).strip();
        return new Dump(
                dumpable(directory, status),
                limit(limits, "Max core file size", 0),
                limit(limits, "Max core file size", 1),
                limit(limits, "Max file size", 0),
                filter.matches("[0-9a-f]{1,8}") ? Integer.parseUnsignedInt(filter, 16) : -1,
                memoryOf(status));
    }

    /** The /proc/PID of a process that isn't dumpable is root's and not its effective user's (proc(5)). */
    private static Dumpable dumpable(Path directory, String status) throws IOException {
        var owner = FileOwner.of(directory.resolve("limits"));
        var uid = ProcessStatus.field(status, "Uid").split("\t", -1)[1];
        var gid = ProcessStatus.field(status, "Gid").split("\t", -1)[1];
        if (uid.equals("0") && gid.equals("0")) {
            return Dumpable.UNSEEN;
        }
        boolean own =
                uid.equals(Integer.toUnsignedString(owner.uid())) && gid.equals(Integer.toUnsignedString(owner.gid()));
        return own ? Dumpable.YES : Dumpable.NO;
    }

    private static long limit(String limits, String name, int column) {
        var values = limits.lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip().split("\\s+", -1))
                .findFirst();
        var value = values.filter(all -> all.length > column)
                .map(all -> all[column])
                .orElse("");
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : Dump.UNLIMITED;
    }

    /** What the default filter takes: private and shared anonymous memory. */
    private static long memoryOf(String status) {
        return Stream.of("RssAnon", "RssShmem", "VmSwap")
                        .map(field -> KILOBYTES.matcher(ProcessStatus.field(status, field)))
                        .flatMapToLong(field ->
                                field.matches() ? LongStream.of(Long.parseLong(field.group(1))) : LongStream.empty())
                        .sum()
                << 10;
    }
}
