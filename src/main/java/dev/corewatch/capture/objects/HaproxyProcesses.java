package dev.corewatch.capture.objects;

import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** Which of the visible processes are HAProxy, master or worker: by the name of the executable, or by comm where that can't be read. */
public final class HaproxyProcesses {

    private static final String DELETED = " (deleted)";

    private final ProcessTable processes;
    private final Pattern name;

    /**
     * By that pattern of names.
     *
     * @param name matches the whole file name of the executable, without directory, such as {@code haproxy.*}
     */
    public HaproxyProcesses(ProcessTable processes, Pattern name) {
        this.processes = processes;
        this.name = name;
    }

    /** Those that run now. */
    public List<ProcessEntry> running() throws IOException {
        return processes.all().stream()
                .filter(ProcessEntry::isAlive)
                .filter(this::isHaproxy)
                .toList();
    }

    private boolean isHaproxy(ProcessEntry process) {
        return name.matcher(process.command()).matches()
                || name.matcher(executableName(process)).matches();
    }

    private String executableName(ProcessEntry process) {
        try {
            var path = Files.readSymbolicLink(processes.directory(process.pid()).resolve("exe"))
                    .toString();
            var file = path.substring(path.lastIndexOf('/') + 1);
            return file.endsWith(DELETED) ? file.substring(0, file.length() - DELETED.length()) : file;
        } catch (IOException e) {
            return ""; // a kernel thread, refused, or ended
        }
    }
}
