package dev.corewatch.app;

import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.system.ExitStatus;
import dev.corewatch.system.PidFd;
import dev.corewatch.system.PidFds;
import dev.corewatch.system.ProcessKey;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Holds a pidfd of each HAProxy that runs, at most {@value #MOST}, and tells what signal killed it. SIGKILL is no crash by itself: it is told
 * after a while and only of a death that is known, by the kernel's word on want of memory or by what was dumped before. An exit is none at all, with
 * whatever code: a master passes its worker's on.
 */
final class StatusWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StatusWatch.class);
    private static final int MOST = 2000;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(1);

    /** core(5), without what people send: SIGQUIT. */
    private static final Set<Integer> FATAL = Set.of(4, 5, 6, 7, 8, 11, 31);

    private static final int SIGKILL = 9;

    private final ProcessTable processes;
    private final CrashPipeline pipeline;
    private final @Nullable String bootId;
    private final InstantSource clock;
    private final Map<ProcessKey, Watched> watched = new ConcurrentHashMap<>();
    private final Deque<Death> untold = new ArrayDeque<>();
    private final Thread thread =
            Thread.ofPlatform().name("exit-status").daemon().unstarted(this::run);
    private volatile boolean closing;
    private boolean said;

    private record Watched(PidFd process, Acquaintance who) {}

    private record Death(Acquaintance who, ExitStatus status, Instant died) {}

    StatusWatch(ProcessTable processes, CrashPipeline pipeline, @Nullable String bootId, InstantSource clock) {
        this.processes = processes;
        this.pipeline = pipeline;
        this.bootId = bootId;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    /** From now on, if it still runs. */
    void watch(Acquaintance who) {
        var key = who.victim().key();
        if (watched.containsKey(key)) {
            return;
        }
        if (watched.size() >= MOST) {
            LOG.warnf("HAProxy %d is not watched: %d others are, its exit status stays unknown", key.pid(), MOST);
            return;
        }
        open(key, who);
    }

    /** The number may have become another's until it was opened: who is that old is the same. */
    private void open(ProcessKey key, Acquaintance who) {
        try {
            var opened = PidFd.open(key.pid());
            if (processes
                    .get(key.pid())
                    .filter(process -> process.key().equals(key))
                    .isPresent()) {
                watched.put(key, new Watched(opened, who));
            } else {
                opened.close();
            }
        } catch (IOException e) {
            LOG.debugf("HAProxy %d has ended before it was watched: %s", key.pid(), e.getMessage());
        }
    }

    private void run() {
        while (!closing) {
            try {
                look();
                said = false;
            } catch (IOException | RuntimeException e) {
                if (!said) {
                    LOG.errorf(e, "how HAProxys ended can't be told yet: %s", e.getMessage());
                    said = true;
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
        watched.values().forEach(one -> one.process().close());
    }

    private void look() throws IOException {
        var all = Map.copyOf(watched);
        var ended = PidFds.ended(all.values().stream().map(Watched::process).toList(), LOOK);
        for (var one : all.entrySet()) {
            if (ended.contains(one.getValue().process())) {
                watched.remove(one.getKey());
                ended(one.getKey(), one.getValue());
            }
        }
        for (var death : List.copyOf(untold)) {
            if (isTold(death)) {
                untold.remove(death);
            }
        }
    }

    private void ended(ProcessKey key, Watched one) {
        try (var process = one.process()) {
            status(key, process)
                    .filter(status -> status.signal() == SIGKILL || FATAL.contains(status.signal()))
                    .ifPresent(status -> untold.add(new Death(one.who(), status, clock.instant())));
        } catch (IOException e) {
            LOG.debugf("how HAProxy %d ended is unknown: %s", key.pid(), e.getMessage());
        }
    }

    /** Either before or after its parent has waited for it. */
    private Optional<ExitStatus> status(ProcessKey key, PidFd process) throws IOException {
        var before = processes.exitStatus(key);
        return before.isPresent() ? before : process.exitStatus();
    }

    private boolean isTold(Death death) throws IOException {
        var victim = death.who().victim();
        var signal = Signal.numbered(death.status().signal());
        var testimony =
                Testimony.ofStatus(victim.hostPid(), signal, death.status().dumped());
        var heard = new Hearsay(
                victim.identity(bootId, death.died()), null, death.who().workload(), testimony);
        if (signal.number() != SIGKILL) {
            pipeline.hear(heard);
            return true;
        }
        if (Duration.between(death.died(), clock.instant()).compareTo(KILL_PATIENCE) < 0) {
            return false;
        }
        pipeline.join(heard);
        return true;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
