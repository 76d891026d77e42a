package dev.corewatch.capture.objects;

import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Module;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What was kept of one running process. For a core that is cut so short that its modules' build-ids are not in it.
 *
 * @param startTime field 22 of /proc/PID/stat
 * @param bootId of the machine then
 * @param seen when the process was looked at
 */
public record KeptProcess(long startTime, String bootId, Instant seen, List<KeptFile> files) {

    public KeptProcess {
        files = List.copyOf(files);
    }

    static Optional<KeptProcess> parse(long startTime, String text) {
        var lines = text.lines().toList();
        var head = lines.isEmpty() ? new String[0] : lines.getFirst().split(" ", -1);
        if (head.length != 2 || !head[1].matches("\\d{1,15}")) {
            return Optional.empty();
        }
        var files = new ArrayList<KeptFile>();
        lines.stream().skip(1).flatMap(line -> KeptFile.parse(line).stream()).forEach(files::add);
        return Optional.of(new KeptProcess(startTime, head[0], Instant.ofEpochMilli(Long.parseLong(head[1])), files));
    }

    String text() {
        return files.stream()
                .map(KeptFile::line)
                .collect(Collectors.joining("\n", bootId + " " + seen.toEpochMilli() + "\n", "\n"));
    }

    /** Whether a core is this process's: it has each of these files where the process had it, which the kernel made random (ASLR). */
    boolean isOf(CoreImage core) {
        return !files.isEmpty()
                && files.stream().allMatch(file -> core.modules().stream().anyMatch(file::isAt));
    }

    /** The build-id of the file that was kept as this module. */
    Optional<String> buildId(Module module) {
        return files.stream()
                .filter(file -> file.isAt(module))
                .map(KeptFile::buildId)
                .findFirst();
    }
}
