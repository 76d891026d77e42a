package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.crash.CrashBook.Counted;
import dev.corewatch.kubernetes.crash.CrashBook.Recorded;
import dev.corewatch.kubernetes.crash.WatchedPod.Container;
import dev.corewatch.kubernetes.crash.WatchedPod.End;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where all that is told of crashes comes together: ends of containers, which reconciliation brings, and agents' reports. A crash is written
 * to its group first, by an id that is the same whenever it is told again, then told of as an Event, then written to its Pod with what is
 * accounted for there: broken off anywhere, the same is done again and counts nothing twice. One crash of a workload at a time.
 */
final class CrashDesk implements CrashReports {

    /** A container ends when its master has seen its worker die; kubelets round to seconds. */
    private static final Duration BEFORE_ITS_CONTAINER = Duration.ofSeconds(10);

    private static final Duration ROUNDED = Duration.ofSeconds(3);

    /** More than work at once: workloads that share one wait for each other, and that is all. */
    private static final int LOCKS = 256;

    private final CrashTools tools;
    private final CrashBook book;
    private final StatusCrashes statusCrashes;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    CrashDesk(CrashTools tools) {
        this.tools = tools;
        this.book = new CrashBook(tools);
        this.statusCrashes = new StatusCrashes(tools.wording());
    }

    /** Tells of what was counted before. */
    void begin() {
        book.places().forEach(place -> exclusively(place.namespace(), place.workload(), () -> book.tellTotals(place)));
    }

    /**
     * Looks at how a Pod's containers fare, and takes what is new.
     *
     * @param since from when on everything is counted
     * @throws io.fabric8.kubernetes.client.KubernetesClientException to be looked at again
     */
    void look(WatchedPod pod, Instant since) {
        var workload = tools.workloads().of(pod);
        exclusively(pod.namespace(), workload, () -> {
            var before = tools.notes().of(pod);
            var met = met(pod, workload, before, since);
            var state = met;
            for (var container : pod.containers()) {
                var place = new Place(pod.namespace(), workload, container.name());
                tools.observer().watched(place.names());
                state = looked(place, pod, container, state);
            }
            if (!state.equals(met) || tools.notes().isOwed(pod)) {
                tools.notes().write(pod, state);
            } else if (!met.equals(before)) {
                tools.notes().remember(pod, met);
            }
        });
    }

    /** A container that is merely met leaves no mark on its Pod: what follows from what everybody sees is only remembered. */
    private PodState met(WatchedPod pod, WorkloadRef workload, PodState before, Instant since) {
        var met = before;
        for (var container : pod.containers()) {
            if (!before.seen().containers().containsKey(container.name())) {
                var place = new Place(pod.namespace(), workload, container.name());
                met = met.with(
                        container.name(),
                        SeenDeaths.first(
                                container,
                                pod.created(),
                                since,
                                id -> book.countedOf(place, id).findAny().isPresent()));
            }
        }
        return met;
    }

    private PodState looked(Place place, WatchedPod pod, Container container, PodState before) {
        var seen = seen(before, container.name());
        var look = seen.look(container);
        var state = before.with(container.name(), look.now());
        if (look.hidden() > 0) {
            book.hidden(place, pod, look.hidden(), seen.deaths());
            state = state.more(look.hidden());
        }
        for (var end : look.ends()) {
            var death = Ending.of(end);
            state = death.isPresent() ? ended(place, pod, container, end, death.get(), state) : state;
            state = state.with(container.name(), seen(state, container.name()).closed(end.containerId()));
        }
        return state;
    }

    private PodState ended(
            Place place, WatchedPod pod, Container container, End end, Ending.Death death, PodState state) {
        var at = Objects.requireNonNullElseGet(end.finished(), tools.clock()::instant);
        var reported = reported(place, end.containerId(), at);
        if (reported.isPresent()) {
            book.confirm(place, reported.get());
            return state.told(reported.get().id(), false);
        }
        var occurrence = statusCrashes.of(pod, place.workload(), container, end, death, at);
        return telling(state, book.record(place, pod, occurrence)).more(1);
    }

    @Override
    public void take(Occurrence occurrence, WatchedPod pod) {
        if (pod.isGone()) {
            takeOfGone(occurrence, pod);
            return;
        }
        var workload = tools.workloads().of(pod);
        var place = new Place(pod.namespace(), workload, containerName(occurrence, pod));
        exclusively(pod.namespace(), workload, () -> {
            var before = tools.notes().of(pod);
            var prepared = book.isCounted(place, occurrence.id()) ? before : prepared(place, pod, occurrence, before);
            var state = telling(prepared, book.record(place, pod, occurrence)).told(occurrence.id(), false);
            if (!state.equals(before) || tools.notes().isOwed(pod)) {
                tools.notes().write(pod, state);
            }
        });
    }

    /** Somebody deleted a group of that place. Returns at once: an informer's thread waits for nobody. */
    void deleted(Place place) {
        Thread.startVirtualThread(() -> exclusively(place.namespace(), place.workload(), () -> book.tellTotals(place)));
    }

    /** Nothing is written to any Pod: one that has the name now is another one. */
    private void takeOfGone(Occurrence occurrence, WatchedPod pod) {
        var container = occurrence.identity().containerId();
        var place = book.placeOf(pod, occurrence)
                .orElseGet(() -> new Place(
                        pod.namespace(),
                        tools.workloads().of(pod),
                        occurrence.workload().container()));
        exclusively(place.namespace(), place.workload(), () -> {
            if (!book.isCounted(place, occurrence.id())) {
                toldByStatus(place, container, occurrence.died()).ifPresent(crash -> book.withdraw(place, pod, crash));
            }
            book.record(place, pod, occurrence);
        });
    }

    /** Before a crash is recorded that an agent tells of: what was counted of it already, without knowing it, is taken out. */
    private PodState prepared(Place place, WatchedPod pod, Occurrence occurrence, PodState before) {
        var id = occurrence.identity().containerId();
        var container = pod.containers().stream()
                .filter(one -> one.name().equals(place.container()))
                .findFirst();
        if (id == null || container.isEmpty()) {
            return before;
        }
        var seen = seen(before, place.container());
        var provisional = toldByStatus(place, id, occurrence.died());
        if (provisional.isPresent()) {
            // On the Pod first: tried again, it must not be counted there anew.
            var state = before.told(occurrence.id(), !seen.isPending(container.get(), id));
            tools.notes().write(pod, state);
            book.withdraw(place, pod, provisional.get());
            return state;
        }
        boolean isHidden = seen.hidden() > 0 && !container.get().hasHad(id) && !before.isTold(occurrence.id());
        if (isHidden) {
            var state = before.with(place.container(), seen.found()).told(occurrence.id(), true);
            tools.notes().write(pod, state);
            book.found(place, occurrence.id());
            return state;
        }
        return before.with(place.container(), seen.opened(id));
    }

    private static SeenDeaths seen(PodState state, String container) {
        return state.seen().containers().getOrDefault(container, SeenDeaths.NONE);
    }

    private static PodState telling(PodState state, Recorded recorded) {
        var telling = recorded.telling();
        return state.telling(telling.occurrence(), telling.summary(), recorded.signature());
    }

    /** The crash by which a container ended, when an agent was faster. */
    private Optional<Counted> reported(Place place, @Nullable String containerId, Instant ended) {
        if (containerId == null) {
            return Optional.empty();
        }
        return book.countedOf(place, containerId)
                .filter(crash -> !StatusCrashes.isOf(crash.id(), containerId))
                .filter(crash -> isEndOf(CrashBook.died(crash), ended))
                .findFirst();
    }

    /** The crash by which a container ended, when its status was faster. */
    private Optional<Counted> toldByStatus(Place place, @Nullable String containerId, Instant died) {
        if (containerId == null) {
            return Optional.empty();
        }
        return book.countedOf(place, containerId)
                .filter(crash -> StatusCrashes.isOf(crash.id(), containerId))
                .filter(crash -> isEndOf(died, CrashBook.died(crash)))
                .findFirst();
    }

    private static boolean isEndOf(Instant died, Instant ended) {
        return !died.isBefore(ended.minus(BEFORE_ITS_CONTAINER)) && !died.isAfter(ended.plus(ROUNDED));
    }

    private static String containerName(Occurrence occurrence, WatchedPod pod) {
        var id = occurrence.identity().containerId();
        return pod.containers().stream()
                .filter(container -> id != null && container.hasHad(id))
                .map(Container::name)
                .findFirst()
                .orElse(occurrence.workload().container());
    }

    /** Of workloads of one name at a time: they share their totals. */
    private void exclusively(String namespace, WorkloadRef workload, Runnable work) {
        var lock = locks.get(Math.floorMod(Objects.hash(namespace, workload.name()), locks.size()));
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
