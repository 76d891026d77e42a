package dev.corewatch.app;

import dev.corewatch.app.config.CaptureConfig;
import dev.corewatch.capture.objects.HaproxyProcesses;
import dev.corewatch.capture.objects.ObjectStore;
import dev.corewatch.capture.objects.ProcessFiles;
import dev.corewatch.capture.objects.ProcessWatch;
import dev.corewatch.capture.objects.Snapshot;
import dev.corewatch.crash.Gap;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Looks for HAProxy again and again, and keeps the binary and the libraries of each one it finds. */
final class HaproxyWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HaproxyWatch.class);

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("haproxys").daemon().factory());
    private final ProcessWatch watch;
    private final CaptureConfig config;

    HaproxyWatch(CaptureConfig config, ProcessTable processes, ObjectStore objects) {
        this.config = config;
        this.watch = new ProcessWatch(
                new HaproxyProcesses(processes, Pattern.compile(config.executable())),
                new ProcessFiles(processes, objects),
                HaproxyWatch::tell);
    }

    void start() {
        long millis = config.processes().toMillis();
        var _ = clock.scheduleWithFixedDelay(this::look, 0, millis, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            watch.look();
        } catch (IOException | RuntimeException e) {
            LOG.errorf(e, "the running processes can't be looked at; tried again in %s", config.processes());
        }
    }

    private static void tell(ProcessEntry process, Snapshot snapshot) {
        LOG.infof(
                "HAProxy %s: %d of its %d files kept anew for later analyses",
                process.pid(), snapshot.added(), snapshot.files());
        for (Gap gap : snapshot.gaps()) {
            LOG.warnf("HAProxy %s: %s: %s", process.pid(), gap.missing(), gap.reason());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
