package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a group's status changes with what is told of a crash. Pure: applied twice, it changes nothing the second time. */
final class GroupStatus {

    private GroupStatus() {}

    /** With a crash: counted unless it is, told anew unless as much is told of it already. */
    static CrashStatus with(HAProxyCrash group, Telling telling) {
        var before = of(group);
        var told = telling.occurrence();
        if (isCounted(before, told.id())) {
            return updated(before, telling);
        }
        var draft = described(before, telling);
        draft.seen(Instant.parse(told.at()));
        draft.occurrences = newestFirst(Stream.concat(Stream.of(told), orEmpty(before.occurrences()).stream()));
        draft.requests = requests(before.requests(), told.request());
        draft.count(key(told));
        var reopened = Acknowledgement.reopens(group, told.version(), Instant.parse(told.at()));
        draft.reopened = reopened.orElse(before.reopened());
        draft.acknowledged = (reopened.isPresent() ? Acknowledgement.REOPENED : Acknowledgement.of(group)).word();
        draft.add(1, reopened.isEmpty() && isQuiet(group));
        return draft.done();
    }

    private static boolean isQuiet(HAProxyCrash group) {
        return Acknowledgement.of(group) == Acknowledgement.YES;
    }

    /** As it is, or of a group that nothing is told of yet. */
    static CrashStatus of(HAProxyCrash group) {
        return Objects.requireNonNullElse(group.getStatus(), CrashStatus.NEW);
    }

    /** Without a crash that turned out to be another group's. */
    static CrashStatus without(HAProxyCrash group, String other) {
        var before = of(group);
        if (!isCounted(before, other)) {
            return before;
        }
        var draft = new StatusDraft(before);
        draft.add(-1, isQuiet(group));
        draft.occurrences = orEmpty(before.occurrences()).stream()
                .filter(one -> !Objects.equals(one.id(), other))
                .toList();
        draft.counted =
                counted(before).stream().filter(key -> !isKeyOf(key, other)).toList();
        return draft.done();
    }

    /** With crashes of which nothing is known but that they were. */
    static CrashStatus more(HAProxyCrash group, String key, int crashes, Instant at, String summary) {
        var before = of(group);
        if (counted(before).contains(key)) {
            return before;
        }
        var draft = new StatusDraft(before);
        draft.add(crashes, isQuiet(group));
        draft.seen(at);
        draft.summary = before.summary() == null ? summary : before.summary();
        draft.count(key);
        return draft.done();
    }

    /** With one less of the crashes of which nothing was known: it is told of by now. */
    static CrashStatus less(HAProxyCrash group, String key) {
        var before = of(group);
        if (before.count() == 0 || counted(before).contains(key)) {
            return before;
        }
        var draft = new StatusDraft(before);
        draft.add(-1, isQuiet(group));
        draft.count(key);
        return draft.done();
    }

    /** With the status's word on a crash that had missed it. */
    static CrashStatus confirmed(CrashStatus before, String id) {
        var occurrences = orEmpty(before.occurrences()).stream()
                .map(one -> Objects.equals(one.id(), id) ? withoutGap(one, "status:") : one)
                .toList();
        if (occurrences.equals(before.occurrences())) {
            return before;
        }
        var draft = new StatusDraft(before);
        draft.occurrences = occurrences;
        return draft.done();
    }

    private static CrashOccurrence withoutGap(CrashOccurrence one, String gap) {
        var gaps = orEmpty(one.gaps()).stream()
                .filter(told -> !told.startsWith(gap))
                .toList();
        return new CrashOccurrence(
                one.id(),
                one.revision(),
                one.at(),
                one.pod(),
                one.node(),
                one.container(),
                one.image(),
                one.signal(),
                one.version(),
                one.request(),
                gaps.isEmpty() ? null : gaps,
                one.core(),
                one.report(),
                one.changes());
    }

    /** Whether the occurrence is counted in it. */
    static boolean isCounted(CrashStatus status, String occurrence) {
        return counted(status).stream().anyMatch(key -> isKeyOf(key, occurrence));
    }

    /** The crashes counted most recently, newest first. */
    static List<String> counted(CrashStatus status) {
        var keys = status.watermark();
        return keys == null
                ? List.of()
                : Arrays.stream(keys.split("\\s+"))
                        .filter(key -> OccurrenceId.isId(key.substring(key.indexOf('/') + 1)))
                        .toList();
    }

    /** Ids of the occurrences counted of a container. */
    static Stream<String> countedOf(CrashStatus status, String container) {
        var prefix = shortened(container) + "/";
        return counted(status).stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()));
    }

    /** What is told of that occurrence, when it is among the last. */
    static Optional<CrashOccurrence> told(CrashStatus status, String id) {
        return orEmpty(status.occurrences()).stream()
                .filter(one -> Objects.equals(one.id(), id))
                .findFirst();
    }

    /** Whether one of the last occurrences was in a Pod of that name. */
    static boolean hasTold(CrashStatus status, String pod) {
        return orEmpty(status.occurrences()).stream().anyMatch(one -> pod.equals(one.pod()));
    }

    /** A time as the resource has it; absent when somebody damaged it by hand. */
    static Optional<Instant> time(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static CrashStatus updated(CrashStatus before, Telling telling) {
        var told = telling.occurrence();
        Predicate<CrashOccurrence> older =
                one -> Objects.equals(one.id(), told.id()) && one.revision() < told.revision();
        var occurrences = orEmpty(before.occurrences());
        if (occurrences.stream().noneMatch(older)) {
            return before;
        }
        boolean newest = Objects.equals(occurrences.getFirst().id(), told.id());
        var draft = newest ? described(before, telling) : new StatusDraft(before);
        draft.occurrences = occurrences.stream()
                .map(one -> older.test(one) ? joined(one, told) : one)
                .toList();
        return draft.done();
    }

    /** The newer one, with what only the older one says. */
    private static CrashOccurrence joined(CrashOccurrence before, CrashOccurrence now) {
        return new CrashOccurrence(
                now.id(),
                now.revision(),
                now.at(),
                now.pod(),
                now.node(),
                now.container(),
                now.image(),
                now.signal(),
                now.version(),
                now.request(),
                now.gaps(),
                now.core() == null ? before.core() : now.core(),
                now.report() == null ? before.report() : now.report(),
                now.changes() == null ? before.changes() : now.changes());
    }

    private static StatusDraft described(CrashStatus before, Telling telling) {
        var draft = new StatusDraft(before);
        draft.summary = telling.summary();
        draft.kind = telling.kind();
        draft.frames = telling.frames().isEmpty() ? before.frames() : telling.frames();
        draft.knownFix = telling.knownFix() == null ? before.knownFix() : telling.knownFix();
        var version = telling.occurrence().version();
        draft.versions = version == null ? before.versions() : last(before.versions(), version);
        return draft;
    }

    private static List<String> last(@Nullable List<String> before, String version) {
        var all = new ArrayList<>(orEmpty(before));
        all.remove(version);
        all.add(version);
        return List.copyOf(all.subList(Math.max(0, all.size() - CrashStatus.MOST), all.size()));
    }

    private static @Nullable Map<String, Long> requests(@Nullable Map<String, Long> before, @Nullable String request) {
        if (request == null) {
            return before;
        }
        var all = new HashMap<>(before == null ? Map.of() : before);
        all.merge(request, 1L, Long::sum);
        return all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(CrashStatus.MOST)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    private static List<CrashOccurrence> newestFirst(Stream<CrashOccurrence> all) {
        return all.sorted(Comparator.comparing(
                                (CrashOccurrence one) -> time(one.at()).orElse(Instant.EPOCH))
                        .reversed())
                .limit(CrashStatus.OCCURRENCES)
                .toList();
    }

    private static String key(CrashOccurrence told) {
        return (told.container() == null ? "-" : shortened(told.container())) + "/" + told.id();
    }

    private static boolean isKeyOf(String key, String occurrence) {
        return key.endsWith("/" + occurrence);
    }

    static String shortened(String container) {
        return container.substring(0, Math.min(12, container.length()));
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
