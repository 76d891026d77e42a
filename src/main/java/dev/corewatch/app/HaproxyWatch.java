package dev.corewatch.app;

import dev.corewatch.app.config.CaptureConfig;
import dev.corewatch.capture.objects.HaproxyProcesses;
import dev.corewatch.capture.objects.ProcessFiles;
import dev.corewatch.capture.objects.ProcessWatch;
import dev.corewatch.capture.objects.Snapshot;
import dev.corewatch.crash.Gap;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import dev.corewatch.system.RecentMap;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks for HAProxy again and again, and keeps the binary and the libraries of each one it finds. */
final class HaproxyWatch implements ProcessWatch.Listener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HaproxyWatch.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("haproxys").daemon().factory());
    private final Map<Integer, List<String>> refusals =
            Collections.synchronizedMap(RecentMap.byArrival(MOST_REMEMBERED));
    private final ProcessWatch watch;
    private volatile Consumer<ProcessEntry> running = _ -> {};
    private final CaptureConfig config;

    HaproxyWatch(CaptureConfig config, ProcessTable processes, ProcessFiles files) {
        this.config = config;
        this.watch =
                new ProcessWatch(new HaproxyProcesses(processes, HaproxyName.of(config.executable())), files, this);
    }

    /** Why files of the process with that pid could not be kept; empty when they were, or when it was never seen. */
    List<String> refusals(@Nullable Integer pid) {
        return pid == null ? List.of() : refusals.getOrDefault(pid, List.of());
    }

    /** @param told of each one at each look */
    void start(Consumer<ProcessEntry> told) {
        running = told;
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

    @Override
    public void running(ProcessEntry process) {
        running.accept(process);
    }

    @Override
    public void kept(ProcessEntry process, Snapshot snapshot) {
        if (snapshot.files() > 0) {
            LOG.infof(
                    "HAProxy %s: %d of its %d files kept anew for later analyses",
                    process.pid(), snapshot.added(), snapshot.files());
        }
        var reasons = snapshot.gaps().stream().map(Gap::reason).toList();
        reasons.forEach(reason -> LOG.warnf("HAProxy %s: %s", process.pid(), reason));
        refusals.put(process.pid(), reasons);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
