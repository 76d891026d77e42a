package dev.corewatch.kubernetes.shell;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.GroupHistory;
import dev.corewatch.crash.Sighting;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import dev.corewatch.kubernetes.api.CrashStatus.Reopened;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Crash resources in the domain's words. Whatever a resource lacks, or somebody edited into it by hand, it stays readable. */
final class Histories {

    private static final String REOPENED = "reopened";
    private static final String NO_SIGNATURE = "-";

    private Histories() {}

    static GroupHistory of(HAProxyCrash crash) {
        var spec = crash.getSpec();
        var status = crash.getStatus() == null ? CrashStatus.NEW : crash.getStatus();
        return new GroupHistory(
                new KnownCrash(crash).key(),
                group(crash, status),
                spec.workloadRef().kind() + " " + spec.workloadRef().name(),
                spec.signal(),
                status.kind(),
                status.knownFix(),
                spec.fixedIn(),
                reopened(status),
                orEmpty(status.frames()),
                requests(status),
                orEmpty(status.versions()),
                orEmpty(status.occurrences()).stream().map(Histories::sighting).toList());
    }

    private static Group group(HAProxyCrash crash, CrashStatus status) {
        var spec = crash.getSpec();
        var created = time(crash.getMetadata().getCreationTimestamp(), Instant.EPOCH);
        boolean isKnown = Boolean.TRUE.equals(spec.acknowledged()) && !REOPENED.equals(status.acknowledged());
        return new Group(
                new Signature(
                        0,
                        spec.signature() == null ? NO_SIGNATURE : spec.signature(),
                        title(spec, status),
                        orEmpty(status.frames())),
                new Workload(
                        crash.getMetadata().getNamespace(),
                        spec.workloadRef().name(),
                        spec.container(),
                        null,
                        null,
                        null),
                status.count(),
                time(status.firstSeen(), created),
                time(status.lastSeen(), created),
                orEmpty(status.occurrences()).stream().map(CrashOccurrence::id).toList(),
                isKnown,
                why(crash));
    }

    private static @Nullable String why(HAProxyCrash crash) {
        if (!Boolean.TRUE.equals(crash.getSpec().acknowledged())) {
            return null;
        }
        return Stream.of(
                        crash.getSpec().note(),
                        Writers.ofAcknowledgement(crash).map("(%s)"::formatted).orElse(null))
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static String title(CrashSpec spec, CrashStatus status) {
        return status.summary() == null ? spec.signal() : status.summary();
    }

    private static @Nullable String reopened(CrashStatus status) {
        var by = status.reopened();
        return !REOPENED.equals(status.acknowledged()) ? null : by == null ? "by a later crash" : reopened(by);
    }

    private static String reopened(Reopened by) {
        return "by a crash in %s at %s"
                .formatted(by.version() == null ? "an unknown version" : by.version(), by.time());
    }

    private static List<String> requests(CrashStatus status) {
        var requests = status.requests() == null ? Map.<String, Long>of() : status.requests();
        return requests.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(request -> "%d x %s".formatted(request.getValue(), request.getKey()))
                .toList();
    }

    private static Sighting sighting(CrashOccurrence seen) {
        return new Sighting(
                seen.id(),
                time(seen.at(), Instant.EPOCH),
                seen.pod(),
                seen.node(),
                seen.image(),
                seen.signal(),
                seen.version(),
                seen.request(),
                orEmpty(seen.gaps()),
                orEmpty(seen.changes()),
                seen.core(),
                seen.report());
    }

    private static Instant time(@Nullable String text, Instant otherwise) {
        try {
            return text == null ? otherwise : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
