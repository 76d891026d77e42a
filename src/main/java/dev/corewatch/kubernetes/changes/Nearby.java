package dev.corewatch.kubernetes.changes;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.changes.Change.Subject;
import dev.corewatch.kubernetes.crash.NearbyChanges;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which changes are worth telling of a crash, and how. First the Pod's own, then those of its workload and of workloads that look like the
 * request's backend, its configuration and its node, then others of the namespace; of each the newest first.
 *
 * @param node of the Pod
 * @param backend that the request was for
 */
record Nearby(
        String namespace,
        WorkloadRef workload,
        @Nullable String node,
        @Nullable String backend,
        Instant death) {

    private static final int OTHERS = 4;

    /** One sentence a subject and kind of change, the newest. */
    List<String> sentences(Stream<Change> changes) {
        return changes
                .filter(this::isNear)
                .filter(change -> rank(change.subject()).isPresent())
                .sorted(Comparator.comparing(
                                (Change change) -> rank(change.subject()).orElse(OTHERS))
                        .thenComparing(Change::at, Comparator.reverseOrder()))
                .collect(LinkedHashMap<String, Change>::new, Nearby::keepFirst, LinkedHashMap::putAll)
                .values()
                .stream()
                .limit(NearbyChanges.MOST)
                .map(this::sentence)
                .toList();
    }

    private static void keepFirst(LinkedHashMap<String, Change> kept, Change change) {
        kept.putIfAbsent(change.subject() + " " + change.what().replaceFirst(" \\(.*", ""), change);
    }

    boolean isNear(Change change) {
        return !change.at().isBefore(death.minus(NearbyChanges.NEAR))
                && !change.at().isAfter(death.plus(NearbyChanges.SKEW));
    }

    private Optional<Integer> rank(Subject subject) {
        return switch (subject.kind()) {
            case Subject.POD -> Optional.of(0);
            case Subject.CONFIG_MAP -> Optional.of(2);
            case Subject.NODE -> subject.name().equals(node) ? Optional.of(3) : Optional.empty();
            default -> rankOfWorkload(subject);
        };
    }

    private Optional<Integer> rankOfWorkload(Subject subject) {
        boolean isHere = subject.namespace().equals(namespace);
        boolean isOwn = isHere
                && subject.name().equals(workload.name())
                && subject.kind().equalsIgnoreCase(workload.kind());
        if (isOwn || isBackend(subject.name())) {
            return Optional.of(1);
        }
        return isHere ? Optional.of(OTHERS) : Optional.empty();
    }

    /** "thing_two", "shop_svc_thing-two_http" and "be-thing-two" look like thing-two. */
    private boolean isBackend(String name) {
        return backend != null && dashed(backend).contains(dashed(name));
    }

    private static String dashed(String name) {
        return "-" + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-";
    }

    private String sentence(Change change) {
        var elsewhere = change.subject().namespace();
        return "%s after %s%s"
                .formatted(
                        passed(Duration.between(change.at(), death)),
                        change.what(),
                        elsewhere.isEmpty() || elsewhere.equals(namespace) ? "" : " in namespace " + elsewhere);
    }

    /** "30 s", "2 min"; clocks that differ make no time negative. */
    private static String passed(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min";
    }
}
