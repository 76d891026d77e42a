package dev.corewatch.app;

import dev.corewatch.system.KernelRecord;
import dev.corewatch.system.KernelSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The kernel's log, as far as it speaks of cores. */
final class KernelWords {

    private static final Path DEVICE = Path.of("/dev/kmsg");
    private static final int MOST = 100_000;
    private static final Pattern LOST = Pattern.compile("over core_pipe_limit|skipping core dump|aborting core"
            + "|Core dump to .* aborted|\\|/.* pipe failed|Coredump socket (?:connection|receive).*(?:failed|full)");

    private KernelWords() {}

    /** But those of our own probes; none when this isn't root, who alone may read them. */
    static List<String> ofLostCores() {
        return lines(line -> LOST.matcher(line).find() && !line.contains("(corewatch-probe)"));
    }

    static List<String> lines(Predicate<String> wanted) {
        var lines = new ArrayList<String>();
        try (var messages = KernelSource.open(DEVICE)) {
            Optional<KernelRecord> next = messages.next(Duration.ZERO);
            for (int i = 0; i < MOST && next.isPresent(); i++) {
                next.map(KernelRecord::text).filter(wanted).ifPresent(lines::add);
                next = messages.next(Duration.ZERO);
            }
        } catch (IOException e) {
            return List.of();
        }
        return lines;
    }
}
