package dev.corewatch.capture.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Identity;
import dev.corewatch.system.AgedFiles;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files each process had: a small text {@code processes/PID-STARTTIME} beside the objects, PID in the process's own pid namespace. The
 * newest {@value #MOST} stay. Containers give the same pid to each HAProxy they start: a core is only said to be a process's that was seen
 * in that boot, before that death, with all its files at the core's addresses.
 */
public final class KeptProcesses {

    private static final int MOST = 500;

    private final Path directory;
    private final @Nullable String bootId;
    private final InstantSource clock;

    /**
     * Opens or creates it.
     *
     * @param objects directory of the object store
     * @param bootId of this machine; without it nothing is remembered
     */
    public KeptProcesses(Path objects, @Nullable String bootId, InstantSource clock) throws IOException {
        this.directory = Files.createDirectories(objects.resolve("processes"));
        this.bootId = bootId;
        this.clock = clock;
    }

    /** Remembers a process, in place of what was known of it. */
    void keep(int pid, long startTime, List<KeptFile> files) throws IOException {
        if (bootId != null) {
            var process = new KeptProcess(startTime, bootId, clock.instant(), files);
            DurableFiles.replace(
                    directory.resolve(pid + "-" + startTime), process.text().getBytes(UTF_8));
            forgetOldest();
        }
    }

    /** The process that left this core. */
    public Optional<KeptProcess> find(Identity identity, CoreImage core) throws IOException {
        var death = identity.timeOfDeath();
        if (identity.bootId() == null || death == null) {
            return Optional.empty();
        }
        return AgedFiles.oldestFirst(directory, core.process().pid() + "-*").stream()
                .flatMap(file -> read(file).stream())
                .filter(process -> process.bootId().equals(identity.bootId()))
                .filter(process -> !process.seen().isAfter(death) && process.isOf(core))
                .max(Comparator.comparing(KeptProcess::seen));
    }

    private static Optional<KeptProcess> read(Path file) {
        try {
            var name = file.getFileName().toString();
            long startTime = Long.parseLong(name.substring(name.indexOf('-') + 1));
            return KeptProcess.parse(startTime, Files.readString(file));
        } catch (NumberFormatException e) {
            return Optional.empty(); // not one of ours
        } catch (IOException e) {
            return Optional.empty(); // forgotten meanwhile, or no text: as good as absent
        }
    }

    private void forgetOldest() throws IOException {
        var files = AgedFiles.oldestFirst(directory, "[0-9]*");
        for (var file : files.subList(0, Math.max(0, files.size() - MOST))) {
            Files.deleteIfExists(file);
        }
    }
}
