package dev.corewatch.spool;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Signature;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Counts occurrences into groups and tallies: once each, however often it is asked to ({@link Counted}). One thread counts. */
final class Counting {

    /** The signal's label while nobody knows it. */
    static final String UNKNOWN_SIGNAL = "unknown";

    private final SpoolLayout layout;
    private final SetAside aside;
    private final States states;

    Counting(SpoolLayout layout, SetAside aside, States states) {
        this.layout = layout;
        this.aside = aside;
        this.states = states;
    }

    Count count(Occurrence occurrence) throws IOException {
        createDirectories(occurrence.workload().key());
        var signature = signature(occurrence);
        return new Count(
                signature == null ? null : group(occurrence, signature), tally(occurrence, signal(occurrence)));
    }

    private Group group(Occurrence occurrence, Signature signature) throws IOException {
        var file = layout.group(occurrence.workload(), signature.id());
        var seen = occurrence.captured();
        var none = new Group(signature, occurrence.workload(), 0, seen, seen, List.of(), false, null);
        var groups = new Kind<>(Groups.GROUP, none, this::isGrouped);
        return add(file, groups, occurrence.id(), group -> group.with(occurrence));
    }

    private Tally tally(Occurrence occurrence, String signal) throws IOException {
        var file = layout.tally(occurrence.workload());
        var tallies = new Kind<>(Groups.TALLY, new Tally(occurrence.workload(), Map.of()), this::isTallied);
        return add(file, tallies, occurrence.id(), tally -> tally.with(signal));
    }

    /**
     * What is counted in a file.
     *
     * @param confirmed whether an occurrence's own state says that it is counted there, or the occurrence is gone
     */
    private record Kind<T>(TypeReference<Counted<T>> type, T none, Predicate<String> confirmed) {}

    private boolean isGrouped(String id) {
        return states.find(id).map(s -> s.group() != null).orElse(true);
    }

    private boolean isTallied(String id) {
        return states.find(id).map(State::counted).orElse(true);
    }

    private <T> T add(Path file, Kind<T> kind, String id, UnaryOperator<T> add) throws IOException {
        var counted = Files.exists(file) ? read(file, kind) : new Counted<>(kind.none(), List.<String>of());
        if (counted.has(id) || kind.confirmed().test(id)) {
            return counted.value();
        }
        var next = counted.with(add.apply(counted.value()), id, kind.confirmed());
        Documents.write(file, next);
        return next.value();
    }

    private <T> Counted<T> read(Path file, Kind<T> kind) throws IOException {
        try {
            return Documents.read(file, kind.type());
        } catch (DamagedDocumentException e) {
            aside.put(file, String.valueOf(e.getMessage()));
            return new Counted<>(kind.none(), List.of());
        }
    }

    private void createDirectories(String workloadKey) throws IOException {
        var directory = layout.groups();
        for (var segment : workloadKey.split("/", -1)) {
            directory = directory.resolve(segment);
            DurableFiles.createDirectory(directory, Spool.PRIVATE_DIRECTORY);
        }
    }

    static @Nullable Signature signature(Occurrence occurrence) {
        var report = occurrence.report();
        return report == null ? null : report.signature();
    }

    private static String signal(Occurrence occurrence) {
        var report = occurrence.report();
        var signal = report == null ? null : report.signal();
        return signal == null ? UNKNOWN_SIGNAL : signal.name();
    }
}
