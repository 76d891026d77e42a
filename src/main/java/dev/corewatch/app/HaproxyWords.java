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
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands what the log of the one HAProxy that a sidecar watches tells of deaths to the pipeline. */
final class HaproxyWords implements LogListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HaproxyWords.class);

    private final Workload workload;
    private final @Nullable String bootId;
    private final ReadMark mark;
    private final LogFollower follower;
    private final DeathWords words = new DeathWords(new HaproxyLog(), this::hearsay);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("haproxy-words").daemon().factory());
    private @Nullable CrashPipeline pipeline;

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
    public synchronized void line(String text, Written written) {
        words.line(text, written);
        pay();
    }

    @Override
    public synchronized void caughtUp(LogPosition position) throws IOException {
        if (words.isSettled()) {
            mark.write(position);
        }
    }

    @Override
    public void failed(Exception cause) {
        LOG.errorf(cause, "HAProxy's log can't be followed; tried again in a second");
    }

    /** Hands over what has been told of a death so far: the process is dead. */
    synchronized void end() {
        words.end();
        pay();
    }

    private synchronized void endWhenQuiet() {
        words.endWhenQuiet();
        pay();
    }

    private void pay() {
        var to = pipeline;
        if (to != null) {
            words.pay(to);
        }
    }

    private Optional<Hearsay> hearsay(Testimony death, Written written) {
        var identity = new Identity(bootId, null, death.pid(), null, null, written.latest());
        return Optional.of(new Hearsay(identity, written.earliest(), workload, death));
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        follower.close();
    }
}
