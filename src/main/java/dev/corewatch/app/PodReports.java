package dev.corewatch.app;

import dev.corewatch.analyze.redact.RedactedReport;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.app.config.ReportConfig;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import dev.corewatch.pipeline.Publisher;
import dev.corewatch.publish.delivery.ControllerClient;
import dev.corewatch.publish.delivery.Courier;
import dev.corewatch.publish.delivery.Fitting;
import dev.corewatch.publish.delivery.Outbox;
import dev.corewatch.publish.delivery.OutboxLimits;
import dev.corewatch.publish.metrics.DeliveryMeters;
import dev.corewatch.system.SteadyClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Tells the controller of crashes in Pods: redacted, queued on disk, sent by a thread of its own. */
final class PodReports implements Publisher, AutoCloseable, DeliveryMeters.Queue {

    private static final String DIRECTORY = "reports";

    private final Outbox outbox;
    private final Courier courier;
    private final Redactor redactor;

    private PodReports(Outbox outbox, Courier courier, Redactor redactor) {
        this.outbox = outbox;
        this.courier = courier;
        this.redactor = redactor;
    }

    /**
     * Sends nothing before {@link #start}.
     *
     * @param url the controller's
     * @param spool directory
     */
    static PodReports of(ReportConfig config, URI url, Path spool, Redactor redactor) {
        var limits = new OutboxLimits(config.maxReports(), config.maxBytes().asLongValue());
        var outbox = new Outbox(spool.resolve(DIRECTORY), limits);
        var controller = controller(config, url);
        var courier = new Courier(outbox, controller, new SteadyClock(Clock.systemUTC()));
        return new PodReports(outbox, courier, redactor);
    }

    /** Goes on with what waits; once the spool is this process's alone. */
    void start() throws IOException {
        outbox.recover();
        courier.start();
    }

    private static ControllerClient controller(ReportConfig config, URI url) {
        try {
            return new ControllerClient(url, config.tokenFile(), config.caFile());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "corewatch.report.url: " + e.getMessage());
        }
    }

    /** What belongs to no Pod stays on the node: the controller could find nobody to tell of it. */
    static boolean isOfPod(Workload workload) {
        return workload.pod() != null;
    }

    @Override
    public void publish(Occurrence occurrence, @Nullable Group group) throws IOException {
        if (isOfPod(occurrence.workload())) {
            outbox.put(occurrence.id(), Fitting.of(RedactedReport.of(occurrence, redactor)));
            courier.wake();
        }
    }

    @Override
    public long waiting() {
        return outbox.size();
    }

    @Override
    public long dropped() {
        return outbox.dropped();
    }

    @Override
    public long refused() {
        return outbox.refused();
    }

    /** What waits is sent after the next start. */
    @Override
    public void close() {
        courier.close();
    }
}
