package dev.corewatch.app;

import dev.corewatch.crash.Testimony;
import dev.corewatch.json.Json;
import dev.corewatch.kernel.KernelLog;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.system.DurableFiles;
import dev.corewatch.system.KernelMessages;
import dev.corewatch.system.KernelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the kernel's log for deaths of HAProxys that were seen running: what it says joins the core's occurrence, or is one when the core
 * went to nobody because no agent was there. It goes on where an earlier process stopped.
 */
final class KernelWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KernelWatch.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int MILLIS_PER_TICK = 10; // USER_HZ is 100 on every Linux (proc_pid_stat(5))
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Path device;
    private final Path note;
    private final Acquaintances acquaintances;
    private final CrashPipeline pipeline;
    private final @Nullable String bootId;
    private final InstantSource clock;
    private final Thread thread =
            Thread.ofPlatform().name("kernel-log").daemon().unstarted(this::run);
    private volatile boolean closing;

    /** Up to where the log was read. */
    record Position(@Nullable String boot, long sequence) {}

    /** @param note remembers the position */
    KernelWatch(
            Path device,
            Path note,
            Acquaintances acquaintances,
            CrashPipeline pipeline,
            @Nullable String bootId,
            InstantSource clock) {
        this.device = device;
        this.note = note;
        this.acquaintances = acquaintances;
        this.pipeline = pipeline;
        this.bootId = bootId;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (var messages = new KernelMessages(device)) {
            long read = position();
            while (!closing) {
                var record = messages.next(LOOK);
                if (record.isPresent() && record.get().sequence() > read) {
                    follow(record.get());
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "%s can't be read: deaths without a core stay unknown", device);
        }
    }

    /** Until what it tells is kept: on a full disk it waits, and the rest in the kernel. */
    private void follow(KernelRecord record) {
        boolean said = false;
        while (!closing) {
            try {
                if (heard(record)) {
                    var position = new Position(bootId, record.sequence());
                    DurableFiles.replace(note, Json.mapper().writeValueAsBytes(position));
                }
                return;
            } catch (IOException e) {
                if (!said) {
                    LOG.errorf(e, "what the kernel's log tells can't be kept yet: %s", e.getMessage());
                    said = true;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Whether it told of a death. */
    private boolean heard(KernelRecord record) throws IOException {
        var log = new KernelLog();
        log.read(record.text());
        List<Testimony> told = log.testimonies().heard();
        for (var testimony : told) {
            hear(testimony, record);
        }
        return !told.isEmpty();
    }

    private void hear(Testimony testimony, KernelRecord record) throws IOException {
        var thread = testimony.pid();
        var known = thread == null
                ? null
                : acquaintances.withThread(thread, ticks(record)).orElse(null);
        if (known == null) {
            LOG.debugf("the kernel tells of a death that is no HAProxy's we know: %s", testimony.lines());
            return;
        }
        var identity = known.victim().identity(bootId, died(record));
        pipeline.hear(new Hearsay(identity, null, known.workload(), testimony));
    }

    /** The log's clock stands still while the machine sleeps, that of a process's start doesn't. */
    private static long ticks(KernelRecord record) throws IOException {
        var boot = Files.readString(Path.of("/proc/uptime"));
        var awake = Duration.ofNanos(System.nanoTime());
        var asleep = Duration.ofMillis((long) (1000 * Double.parseDouble(boot.substring(0, boot.indexOf(' ')))))
                .minus(awake);
        return record.uptime().plus(asleep).toMillis() / MILLIS_PER_TICK + 1;
    }

    /** The log's clock is about that of nanoTime: both count from the boot. */
    private Instant died(KernelRecord record) {
        var ago = Duration.ofNanos(System.nanoTime()).minus(record.uptime());
        return clock.instant().minus(ago.isNegative() ? Duration.ZERO : ago);
    }

    private long position() {
        try {
            var position =
                    Files.exists(note) ? Json.mapper().readValue(Files.readAllBytes(note), Position.class) : null;
            return position != null && bootId != null && bootId.equals(position.boot()) ? position.sequence() : -1;
        } catch (IOException e) {
            LOG.warnf(
                    "%s can't be read, so that the kernel's log is read from its beginning: %s", note, e.getMessage());
            return -1;
        }
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
