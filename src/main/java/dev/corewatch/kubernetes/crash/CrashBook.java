package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts crashes in their groups, once each, and tells of those that are new. For one thread at a time for each {@link Place}. */
final class CrashBook {

    private static final Logger LOG = System.getLogger(CrashBook.class.getName());
    private static final String HIDDEN = "Ended between two looks at its status, nothing tells how";

    private final CrashTools tools;

    /** Crashes whose Event is to come: it failed. */
    private final Set<String> untold = ConcurrentHashMap.newKeySet();

    CrashBook(CrashTools tools) {
        this.tools = tools;
    }

    /** A crash that is counted in a group. */
    record Counted(HAProxyCrash group, String id) {}

    /** What a crash has to be told as. */
    record Recorded(Telling telling, @Nullable String signature) {}

    /** Where crashes are counted already. */
    List<Place> places() {
        return tools.groups().all().map(Place::of).distinct().toList();
    }

    /** Writes a crash, or a newer revision of one, to its group. The signature that it was first counted under stays. */
    Recorded record(Place place, WatchedPod pod, Occurrence occurrence) {
        var known = groupOf(place, occurrence.id());
        var spec = known.map(HAProxyCrash::getSpec).orElseGet(() -> place.group(occurrence));
        var changes = known.isPresent() ? List.<String>of() : changes(place, pod, occurrence);
        var telling = Telling.of(occurrence, pod, tools.wording(), changes);
        var group = tools.groups().change(place.namespace(), spec, crash -> GroupStatus.with(crash, telling));
        if (known.isEmpty() && Acknowledgement.of(group) != Acknowledgement.YES) {
            untold.add(occurrence.id());
        }
        if (untold.contains(occurrence.id())) {
            tools.events().crashed(pod, place.container(), group.getMetadata().getName(), telling.summary());
            untold.remove(occurrence.id());
        }
        tools.observer().told(occurrence);
        tellTotals(place);
        return new Recorded(telling, spec.signature());
    }

    /**
     * Counts crashes of which nothing is known but that they were.
     *
     * @param after so many ends of that container, which are accounted for
     */
    void hidden(Place place, WatchedPod pod, int crashes, int after) {
        var facts = String.join("\n", "hidden", pod.uid(), place.container(), String.valueOf(after));
        var key = "-/" + OccurrenceId.named(pod.created(), facts);
        var now = tools.clock().instant();
        tools.groups()
                .change(
                        place.namespace(),
                        place.group(null),
                        crash -> GroupStatus.more(crash, key, crashes, now, HIDDEN));
        tellTotals(place);
    }

    /** The container's status confirms a crash that an agent told of. */
    void confirm(Place place, Counted crash) {
        tools.groups()
                .change(
                        place.namespace(),
                        crash.group().getSpec(),
                        group -> GroupStatus.confirmed(GroupStatus.of(group), crash.id()));
    }

    /** Takes a crash out again that somebody tells better: it is about to be recorded anew. */
    void withdraw(Place place, WatchedPod pod, Counted crash) {
        tools.events().withdrawn(pod, crash.group().getMetadata().getName());
        take(place, crash.group().getSpec(), group -> GroupStatus.without(group, crash.id()));
        tools.observer().withdrawn(crash.id());
    }

    /** Takes out one of the crashes of which nothing was known: that occurrence, which is about to be recorded, tells of it. */
    void found(Place place, String occurrence) {
        var key = "-/" + OccurrenceId.named(Instant.EPOCH, "found\n" + occurrence);
        take(place, place.group(null), group -> GroupStatus.less(group, key));
    }

    private void take(Place place, CrashSpec spec, Function<HAProxyCrash, CrashStatus> change) {
        var left = tools.groups().change(place.namespace(), spec, change);
        boolean isSomebodys =
                left.getSpec().acknowledged() != null || left.getSpec().note() != null;
        if (GroupStatus.of(left).count() == 0 && !isSomebodys) {
            tools.groups().delete(left);
        }
    }

    /** Whether that occurrence is counted. */
    boolean isCounted(Place place, String occurrence) {
        return groupOf(place, occurrence).isPresent();
    }

    /** Where a crash of a Pod that is gone belongs: where it is counted, else with the crashes of its container, else with its Pod's. */
    Optional<Place> placeOf(WatchedPod pod, Occurrence occurrence) {
        var container = occurrence.identity().containerId();
        return groupIn(pod.namespace(), status -> GroupStatus.isCounted(status, occurrence.id()))
                .or(() -> groupIn(
                        pod.namespace(),
                        status -> container != null
                                && GroupStatus.countedOf(status, container)
                                        .findAny()
                                        .isPresent()))
                .map(Place::of)
                .or(() -> groupIn(pod.namespace(), status -> GroupStatus.hasTold(status, pod.name()))
                        .map(group -> new Place(
                                pod.namespace(),
                                Place.of(group).workload(),
                                occurrence.workload().container())));
    }

    private Optional<HAProxyCrash> groupIn(String namespace, Predicate<CrashStatus> is) {
        return tools.groups()
                .in(namespace)
                .filter(group -> is.test(GroupStatus.of(group)))
                .findFirst();
    }

    /** When a crash that is counted happened, by what is told of it. */
    static Instant died(Counted crash) {
        return GroupStatus.told(GroupStatus.of(crash.group()), crash.id())
                .flatMap(told -> GroupStatus.time(told.at()))
                .orElseGet(() -> OccurrenceId.time(crash.id()));
    }

    /** The crashes of a container that were counted most recently. */
    Stream<Counted> countedOf(Place place, String containerId) {
        return groups(place)
                .flatMap(group -> GroupStatus.countedOf(GroupStatus.of(group), containerId)
                        .map(id -> new Counted(group, id)));
    }

    private Optional<HAProxyCrash> groupOf(Place place, String occurrence) {
        return groups(place)
                .filter(group -> GroupStatus.isCounted(GroupStatus.of(group), occurrence))
                .findFirst();
    }

    private List<String> changes(Place place, WatchedPod pod, Occurrence occurrence) {
        var report = occurrence.report();
        var request = report == null ? null : report.request();
        var backend = request == null ? null : request.backend();
        try {
            return tools.changes().before(pod, place.workload(), occurrence.died(), backend);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what was changed before a crash can't be told", e);
            return List.of();
        }
    }

    /** How many there are now: also when somebody deleted some. */
    void tellTotals(Place place) {
        var alike = tools.groups()
                .in(place.namespace())
                .filter(crash -> Place.of(crash).names().equals(place.names()))
                .toList();
        tools.observer().counted(place.names(), alike);
    }

    private Stream<HAProxyCrash> groups(Place place) {
        return tools.groups().of(place).stream();
    }
}
