package dev.corewatch.app;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.spool.SpoolCatalog;
import dev.corewatch.spool.SpoolLayout;
import dev.corewatch.spool.UnknownIdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --spool}: where the commands find what a role has kept. Reads beside a running role without disturbing it. */
final class SpoolOption {

    @Option(
            names = "--spool",
            paramLabel = "DIR",
            defaultValue = "${env:COREWATCH_SPOOL_DIRECTORY:-/var/lib/corewatch}",
            description = "The spool's directory (default: ${DEFAULT-VALUE}; COREWATCH_SPOOL_DIRECTORY).")
    private Path directory = SpoolLayout.DEFAULT_ROOT;

    Path directory() {
        return directory;
    }

    SpoolCatalog catalog() {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(
                    ExitCode.NO_INPUT,
                    "no spool at %s: start corewatch's sidecar with it, or name another by --spool DIR"
                            .formatted(directory));
        }
        return new SpoolCatalog(new SpoolLayout(directory));
    }

    /** The occurrence whose id begins so, or the newest one of the signature whose id does. */
    SpoolCatalog.Entry find(String prefix) throws IOException {
        var catalog = catalog();
        try {
            var groups = catalog.groups().all();
            var signature = signatureOf(prefix, groups);
            return catalog.find(signature == null ? prefix : newest(signature, groups));
        } catch (UnknownIdException e) {
            throw new CommandFailure(ExitCode.NO_INPUT, String.valueOf(e.getMessage()), e);
        }
    }

    /** The one signature whose id begins so; null when none does or more than one. */
    static @Nullable String signatureOf(String prefix, List<Group> groups) {
        var ids = groups.stream()
                .map(group -> group.signature().id())
                .filter(id -> !prefix.isEmpty() && id.startsWith(prefix.toLowerCase(Locale.ROOT)))
                .distinct()
                .toList();
        return ids.size() == 1 ? ids.getFirst() : null;
    }

    static Report reportOf(Occurrence occurrence) {
        var report = occurrence.report();
        if (report == null) {
            throw new CommandFailure(
                    ExitCode.NO_INPUT,
                    "occurrence %s is not analysed yet: try again when the sidecar has done so"
                            .formatted(occurrence.id()));
        }
        return report;
    }

    /** Ids sort by time. */
    private static String newest(String signature, List<Group> groups) {
        return groups.stream()
                .filter(group -> group.signature().id().equals(signature))
                .flatMap(group -> group.last().stream())
                .max(String::compareTo)
                .orElse(signature);
    }
}
