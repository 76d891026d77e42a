package dev.corewatch.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The processes that can be seen from here: /proc (proc(5)). Any may end between one call and the next; it is absent then. */
public final class ProcessTable {

    private static final Pattern NAMESPACE_PIDS = Pattern.compile("(?m)^NSpid:(?:\\s+\\d+)*\\s+(\\d{1,9})$");

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

    /** Its pid in its own pid namespace: the one that its core names. */
    public Optional<Integer> namespacePid(int pid) {
        return read(directory(pid).resolve("status"))
                .map(NAMESPACE_PIDS::matcher)
                .filter(match -> match.find())
                .map(match -> Integer.parseInt(match.group(1)));
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
