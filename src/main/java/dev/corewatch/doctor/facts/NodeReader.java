package dev.corewatch.doctor.facts;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Node} out of /proc. */
public final class NodeReader {

    /** PROC_PID_INIT_INO (include/linux/proc_ns.h): the initial pid namespace, the same on every machine. */
    private static final String INITIAL_PIDS = "pid:[4026531836]";

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,3})\\.(\\d{1,4})(?s:.*)");
    private static final Pattern DUMPING = Pattern.compile("(?m)^CoreDumping:\t1$");

    private final Path proc;

    /**
     * Over a machine.
     *
     * @param root /, or a directory with a proc in it
     */
    public NodeReader(Path root) {
        this.proc = root.resolve("proc");
    }

    public Node read() {
        var settings = proc.resolve("sys/kernel");
        var release = Small.text(settings.resolve("osrelease")).strip();
        var pattern = pattern(settings, release);
        var hostRoot = hostRoot();
        var pipeLimit = Small.number(settings.resolve("core_pipe_limit"));
        boolean counts = pattern != null
                && pattern.kind() == CorePattern.Kind.PIPE
                && !Integer.valueOf(0).equals(pipeLimit);
        return new Node(
                release,
                pattern,
                pipeLimit,
                Small.number(settings.resolve("core_uses_pid")),
                Small.number(settings.resolve("core_sort_vma")),
                Objects.requireNonNullElse(Small.number(proc.resolve("sys/fs/suid_dumpable")), 0),
                pattern == null || pattern.isFile() ? null : new HandlerReader(proc, hostRoot).read(pattern),
                counts ? dumping() : 0,
                sandbox(pattern),
                hostRoot);
    }

    private static @Nullable CorePattern pattern(Path settings, String release) {
        var file = settings.resolve("core_pattern");
        if (!Files.isReadable(file)) {
            return null;
        }
        boolean sockets = Small.text(settings.resolve("core_modes")).contains("socket") || isFrom(release, 6, 16);
        return CorePattern.of(Small.text(file).strip(), sockets);
    }

    private static boolean isFrom(String release, int major, int minor) {
        var parts = RELEASE.matcher(release);
        if (!parts.matches()) {
            return false;
        }
        int found = Integer.parseInt(parts.group(1));
        return found > major || (found == major && Integer.parseInt(parts.group(2)) >= minor);
    }

    /** By process 1 of the host, or by our own root when we share its mounts: ids of mounts are given once. */
    private @Nullable Path hostRoot() {
        if (!INITIAL_PIDS.equals(Small.link(proc.resolve("self/ns/pid")))) {
            return null;
        }
        if (Small.link(proc.resolve("1/root")) != null) {
            return proc.resolve("1/root");
        }
        var hosts = mounts("1");
        return !hosts.isEmpty() && hosts.equals(mounts("self")) ? Path.of("/") : null;
    }

    private String mounts(String process) {
        return Small.text(proc.resolve(process).resolve("mountinfo"));
    }

    private Sandbox sandbox(@Nullable CorePattern pattern) {
        var version = Small.text(proc.resolve("version"));
        var words = Small.text(proc.resolve("cmdline"));
        if (version.contains("gVisor") || (pattern == null && version.startsWith("Linux version 4.4.0 "))) {
            return Sandbox.GVISOR;
        }
        if (words.contains("kata") || words.contains("agent.log=")) {
            return Sandbox.KATA;
        }
        var environment = Small.text(proc.resolve("self/environ"));
        return environment.contains("AWS_EXECUTION_ENV=AWS_ECS_FARGATE") ? Sandbox.FARGATE : Sandbox.NONE;
    }

    private int dumping() {
        int dumping = 0;
        try (var processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (var process : processes) {
                dumping +=
                        DUMPING.matcher(Small.text(process.resolve("status"))).find() ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException e) {
            return dumping; // as far as it could be counted
        }
        return dumping;
    }
}
