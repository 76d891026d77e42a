package dev.corewatch.app;

import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.capture.file.Clocks;
import dev.corewatch.capture.file.CoreDirectory;
import dev.corewatch.capture.file.ProcessLiveness;
import dev.corewatch.crash.Testimony;
import dev.corewatch.pipeline.Absence;
import dev.corewatch.pipeline.Hearing;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sidecar's parts, put together in the order in which a crash passes them: directory of cores, spool, debugger, report, metrics,
 * store.
 */
final class Sidecar implements AutoCloseable {

    /** A master speaks as soon as it has waited for its worker; a core is found within a few looks at its directory. */
    private static final Duration WORDS_PATIENCE = Duration.ofMillis(500);

    private static final Duration CORE_PATIENCE = Duration.ofSeconds(2);

    private final Role role;
    private final CoreDirectory cores;
    private final @Nullable HaproxyWords words;

    private Sidecar(Role role, CoreDirectory cores, @Nullable HaproxyWords words) {
        this.role = role;
        this.cores = cores;
        this.words = words;
    }

    /** Takes the spool, goes on with what is in it, and watches. */
    static Sidecar start(RoleConfig config, MeterObserver observer) throws IOException {
        checkDirectory(config.capture().directory());
        var words = words(config);
        var role = Role.open(config, observer, hearing(words), Absence.UNKNOWN, List.of());
        var keeper = new CoreKeeper(role.pipeline(), config.watched(), Host.bootId(), observer::refused);
        var cores = new CoreDirectory(
                config.capture().directory(),
                config.capture().rescan(),
                config.capture().settle(),
                new ProcessLiveness(new ProcessTable(Path.of("/proc"))),
                Clocks.of(Clock.systemUTC()),
                keeper);
        role.start(_ -> {});
        observer.watch(config.watched(), role.spool());
        cores.start();
        if (words != null) {
            words.start(role.pipeline());
        }
        return new Sidecar(role, cores, words);
    }

    private static @Nullable HaproxyWords words(RoleConfig config) throws IOException {
        var log = config.capture().log();
        if (log.isEmpty()) {
            return null;
        }
        var mark = new ReadMark(config.spool().directory().resolve("log-position.json"));
        return new HaproxyWords(log.get(), mark, config.watched(), Host.bootId());
    }

    private static void checkDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
            throw new IOException(
                    "%s is not a directory that can be read: mount the volume of the cores there, or set corewatch.capture.directory"
                            .formatted(directory));
        }
    }

    private static Hearing hearing(@Nullable HaproxyWords words) {
        return words == null
                ? Hearing.NONE
                : new Hearing(Set.of(Testimony.Channel.WORDS), words::end, WORDS_PATIENCE, CORE_PATIENCE);
    }

    /** Stops taking cores, then the pipeline, then lets go of the spool; what is under way goes on at the next start. */
    @Override
    public void close() throws IOException {
        cores.close();
        if (words != null) {
            words.close();
        }
        role.close();
    }
}
