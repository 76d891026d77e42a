package dev.corewatch.app;

import dev.corewatch.capture.objects.HaproxyProcesses;
import dev.corewatch.crash.ProcessCheckup;
import dev.corewatch.doctor.Doctor;
import dev.corewatch.identity.Container;
import dev.corewatch.identity.Names;
import dev.corewatch.identity.RuntimeFile;
import dev.corewatch.identity.Victims;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which processes the doctor looks at, and whose they are. */
final class Patients {

    /** The roles' setting of the same name. */
    private static final String EXECUTABLE = "COREWATCH_CAPTURE_EXECUTABLE";

    private final ProcessTable processes;
    private final Victims victims;
    private final Names names;

    /** @param root the host's */
    Patients(Path root) {
        processes = new ProcessTable(root.resolve("proc"));
        victims = new Victims(root.resolve("proc"));
        names = new Names(root);
    }

    /** That process, or the HAProxys of that container, or all HAProxys, by their numbers. */
    List<Integer> chosen(@Nullable Integer pid, @Nullable String container) throws IOException {
        if (pid != null) {
            if (processes.get(pid).isEmpty()) {
                throw new CommandFailure(ExitCode.NO_INPUT, "no process %d: name one that runs".formatted(pid));
            }
            return List.of(pid);
        }
        return container == null ? haproxies() : inContainer(container);
    }

    private List<Integer> haproxies() throws IOException {
        var name = Objects.requireNonNullElse(System.getenv(EXECUTABLE), "haproxy.*");
        return new HaproxyProcesses(processes, HaproxyName.of(name))
                .running().stream().map(ProcessEntry::pid).sorted().toList();
    }

    private List<Integer> inContainer(String prefix) throws IOException {
        var found = haproxies().stream()
                .filter(pid ->
                        containerOf(pid).filter(id -> id.startsWith(prefix)).isPresent())
                .toList();
        var ids = found.stream()
                .flatMap(pid -> containerOf(pid).stream())
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.NO_INPUT,
                    ("no HAProxy runs in a container whose id begins with '%s', as far as can be seen from here: ask the"
                                    + " runtime (docker ps --no-trunc, crictl ps), or name a process by --pid")
                            .formatted(prefix));
        }
        if (ids.size() > 1) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "%d containers have ids that begin with '%s': %s".formatted(ids.size(), prefix, ids));
        }
        return found;
    }

    /** Of runc's and ctr's, whose names are free, only their files tell. */
    private Optional<String> containerOf(int pid) {
        try {
            var victim = victims.of(pid);
            return Optional.ofNullable(victim.container())
                    .or(() -> Optional.ofNullable(names.words(victim).file()).map(RuntimeFile::container))
                    .map(Container::id);
        } catch (IOException e) {
            return Optional.empty(); // it has ended
        }
    }

    /** Empty when it has ended meanwhile. */
    Optional<ProcessCheckup> examined(Doctor doctor, int pid) {
        try {
            return Optional.of(doctor.examine(pid).in(containerOf(pid).orElse(null)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
