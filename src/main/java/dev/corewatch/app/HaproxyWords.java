package dev.corewatch.app;

import dev.corewatch.analyze.testimony.HaproxyLog;
import dev.corewatch.capture.log.LogFollower;
import dev.corewatch.capture.log.LogListener;
import dev.corewatch.capture.log.LogPosition;
import dev.corewatch.capture.log.Written;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Workload;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.spool.Hearsay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands what HAProxy's log tells of deaths to the pipeline. A master ends its worker's life by a line of its own; without one, lines that
 * tell of a death are handed over when nothing has followed for {@value #QUIET_SECONDS} s, or when a core shows that the process is dead.
 */
final class HaproxyWords implements LogListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HaproxyWords.class);
    private static final int QUIET_SECONDS = 10;
    /** A master that speaks within this time of words handed over speaks of the same death. */
    private static final Duration SAME_DEATH = Duration.ofMinutes(1);

    private final Workload workload;
    private final @Nullable String bootId;
    private final ReadMark mark;
    private final LogFollower follower;
    private final HaproxyLog life = new HaproxyLog();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("haproxy-words").daemon().factory());
    private @Nullable CrashPipeline pipeline;
    private @Nullable Written toldAt;
    private long toldNanos;
    private @Nullable String handedOver;
    private Instant handedOverAt = Instant.EPOCH;

    /**
     * Does nothing before {@link #start}.
     *
     * @param log of HAProxy
     * @param mark remembers how far the log was read
     */
    HaproxyWords(Path log, ReadMark mark, Workload workload, @Nullable String bootId) throws IOException {
        this.workload = workload;
        this.bootId = bootId;
        this.mark = mark;
        this.follower = new LogFollower(log, mark.read(), Clock.systemUTC(), this);
    }

    void start(CrashPipeline to) {
        synchronized (this) {
            pipeline = to;
        }
        follower.start();
        var _ = clock.scheduleWithFixedDelay(this::endWhenQuiet, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void line(String text, Written written) throws IOException {
        boolean before = life.isTelling();
        var death = life.read(text);
        if (death != null) {
            tell(Objects.requireNonNull(pipeline, "started"), death, written);
        } else if (life.isTelling() && !before) {
            toldAt = written;
        }
        toldNanos = System.nanoTime();
    }

    @Override
    public synchronized void caughtUp(LogPosition position) throws IOException {
        if (!life.isTelling()) {
            mark.write(position);
        }
    }

    @Override
    public void failed(Exception cause) {
        LOG.errorf(cause, "HAProxy's log can't be followed; tried again in a second");
    }

    /** Hands over what has been told of a death so far: the process is dead. */
    synchronized void end() {
        var told = toldAt;
        var to = pipeline;
        if (!life.isTelling() || told == null || to == null) {
            return;
        }
        try {
            var death = life.end();
            if (death != null) {
                handedOver = to.hear(hearsay(death, told));
                handedOverAt = told.latest();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private synchronized void endWhenQuiet() {
        if (System.nanoTime() - toldNanos > TimeUnit.SECONDS.toNanos(QUIET_SECONDS)) {
            end();
        }
    }

    private void tell(CrashPipeline to, Testimony death, Written written) throws IOException {
        var same = handedOver;
        handedOver = null;
        if (same != null && Duration.between(handedOverAt, written.latest()).compareTo(SAME_DEATH) < 0) {
            to.hear(same, death);
        } else {
            to.hear(hearsay(death, written));
        }
    }

    private Hearsay hearsay(Testimony death, Written written) {
        var identity = new Identity(bootId, null, death.pid(), null, null, written.latest());
        return new Hearsay(identity, written.earliest(), workload, death);
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        follower.close();
    }
}
