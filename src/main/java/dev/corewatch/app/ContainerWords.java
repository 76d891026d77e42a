package dev.corewatch.app;

import dev.corewatch.app.FollowedContainer.Place;
import dev.corewatch.app.Kin.Household;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Workload;
import dev.corewatch.identity.ContainerLogs;
import dev.corewatch.identity.Victim;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.system.ProcessTable;
import dev.corewatch.system.SteadyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the runtimes' logs of the containers in which HAProxys were seen, {@value #MOST} at most, by one thread; hands what they tell of deaths to the
 * pipeline. It goes on where an earlier process stopped.
 */
final class ContainerWords implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ContainerWords.class);
    private static final int MOST = 500;
    private static final int LOOK_MILLIS = 250;

    /** How often it is looked for logs that were not there, and for containers that are over. */
    private static final Duration CENSUS = Duration.ofSeconds(5);

    /** A log that isn't there by then never is: other drivers write none. */
    private static final Duration SOUGHT = Duration.ofMinutes(1);

    private final Path hostRoot;
    private final ContainerLogs logs;
    private final ContainerNotes notes;
    private final @Nullable String bootId;
    private final ProcessTable processes = new ProcessTable(Path.of("/proc"));
    private final InstantSource clock = new SteadyClock(Clock.systemUTC());
    private final Map<String, FollowedContainer> followed = new ConcurrentHashMap<>();
    private final Queue<Met> met = new LinkedBlockingQueue<>(10 * MOST);
    private final List<Met> sought = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("container-logs").daemon().factory());
    private @Nullable CrashPipeline pipeline;
    private Instant counted = Instant.EPOCH;
    private boolean full;

    /** A HAProxy that was seen then. */
    private record Met(Victim victim, Workload workload, Instant at) {}

    /**
     * Does nothing before {@link #start}.
     *
     * @param directory remembers how far each log was read
     */
    ContainerWords(Path hostRoot, Path directory, @Nullable String bootId) {
        this.hostRoot = hostRoot;
        this.logs = new ContainerLogs(hostRoot);
        this.notes = new ContainerNotes(directory, bootId);
        this.bootId = bootId;
    }

    /** @param acquaintances know who ran in the containers that an earlier process followed */
    synchronized void start(CrashPipeline to, Acquaintances acquaintances) throws IOException {
        pipeline = to;
        for (var note : notes.all()) {
            var household = household(note.container(), note.workload());
            var container = FollowedContainer.goOn(household, new Place(hostRoot, note.log(), notes), note);
            acquaintances.in(note.container()).forEach(known -> container.meet(known.victim()));
            followed.put(note.container(), container);
        }
        var _ = timer.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** That one runs, or dies. Waits for nothing. */
    void meet(Victim victim, Workload workload) {
        var container = victim.container();
        if (container != null && ContainerLogs.mayHave(container)) {
            met.offer(new Met(victim, workload, clock.instant()));
        }
    }

    /** Whether what its container says is heard. */
    boolean follows(Identity death) {
        return death.containerId() != null && followed.containsKey(death.containerId());
    }

    /** Hands over what HAProxys that have gone said last. */
    synchronized void finish() {
        var to = pipeline;
        if (to != null) {
            followed.values().forEach(container -> container.finish(to));
        }
    }

    private synchronized void look() {
        var to = pipeline;
        if (to == null) {
            return;
        }
        try {
            for (var one = met.poll(); one != null; one = met.poll()) {
                follow(one);
            }
            followed.values().forEach(container -> look(container, to));
            census();
        } catch (RuntimeException e) {
            LOG.error("the containers' logs can't be followed; tried again", e);
        }
    }

    /** What goes wrong with one stops no other. */
    private static void look(FollowedContainer container, CrashPipeline to) {
        try {
            container.look(to);
        } catch (RuntimeException e) {
            container.failed(e);
        }
    }

    private void census() {
        var now = clock.instant();
        if (now.isBefore(counted.plus(CENSUS))) {
            return;
        }
        counted = now;
        var again = List.copyOf(sought);
        sought.clear();
        again.stream().filter(one -> one.at().isAfter(now.minus(SOUGHT))).forEach(this::follow);
        followed.values().removeIf(ContainerWords::isDone);
        full &= followed.size() >= MOST;
    }

    private static boolean isDone(FollowedContainer container) {
        boolean over = container.isOver();
        if (over) {
            container.forget();
        }
        return over;
    }

    private void follow(Met one) {
        var container = one.victim().container();
        if (container == null) {
            return;
        }
        var known = followed.get(container.id());
        if (known != null) {
            known.meet(one.victim());
        } else if (followed.size() >= MOST) {
            warn();
        } else {
            logs.of(container, one.workload()).ifPresentOrElse(log -> begin(one, container.id(), log), () -> seek(one));
        }
    }

    private void begin(Met one, String id, String log) {
        LOG.infof("HAProxy %d: its container's log is %s", one.victim().hostPid(), log);
        var begun = FollowedContainer.begin(household(id, one.workload()), new Place(hostRoot, log, notes));
        begun.meet(one.victim());
        followed.put(id, begun);
    }

    private void seek(Met one) {
        if (sought.size() < MOST) {
            sought.add(one);
        }
    }

    private void warn() {
        if (!full) {
            LOG.warnf("%d containers' logs are followed: what HAProxys say in others stays unknown", MOST);
        }
        full = true;
    }

    private Household household(String container, Workload workload) {
        return new Household(container, workload, bootId, processes, clock);
    }

    /** What has not been read goes on at the next start. */
    @Override
    public void close() {
        timer.shutdown();
        synchronized (this) {
            followed.values().forEach(FollowedContainer::leave);
            followed.clear();
            pipeline = null;
        }
    }
}
