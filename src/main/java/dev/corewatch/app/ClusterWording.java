package dev.corewatch.app;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.analyze.testimony.HaproxyLog;
import dev.corewatch.analyze.testimony.Reconciler;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import dev.corewatch.kubernetes.crash.Wording;
import dev.corewatch.publish.report.Headline;
import dev.corewatch.publish.report.PrintableReport;
import dev.corewatch.store.StoreKey;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cluster is told of a crash, in the words that reports have. */
final class ClusterWording implements Wording {

    private final ReportBuilder reports;
    private final Optional<URI> store;
    private final String cluster;

    /**
     * For one cluster.
     *
     * @param store where the agents' stores keep what they are given; none when they have none
     * @param cluster its name in there
     */
    ClusterWording(ReportBuilder reports, Optional<URI> store, String cluster) {
        this.reports = reports;
        this.store = store;
        this.cluster = cluster;
    }

    @Override
    public String summary(Occurrence occurrence) {
        return occurrence.report() == null ? "Crash, not analysed yet" : Headline.of(occurrence.report());
    }

    @Override
    public Report report(Occurrence occurrence, Signal signal, boolean outOfMemory, @Nullable String words) {
        var log = new HaproxyLog();
        Optional.ofNullable(words).stream().flatMap(String::lines).forEach(log::read);
        var told = Testimonies.of(Channel.STATUS, List.of(status(signal, outOfMemory)), 0)
                .and(log.testimonies());
        var reason = occurrence.gaps().stream()
                .filter(gap -> gap.missing().equals(Gap.CORE))
                .map(Gap::reason)
                .findFirst()
                .orElse("no core");
        var death = Reconciler.withoutCore(told, reason);
        return PrintableReport.of(reports.build(death.analysis(), null, death.assertion()));
    }

    private static Testimony status(Signal signal, boolean outOfMemory) {
        var kind = outOfMemory ? CrashKind.OUT_OF_MEMORY : CrashKind.UNKNOWN;
        var line = outOfMemory ? "the container was OOM-killed" : "the container was killed by " + signal.name();
        return new Testimony(Channel.STATUS, null, null, kind, signal, null, List.of(), null, null, List.of(line));
    }

    @Override
    public @Nullable String core(Occurrence occurrence) {
        var core = occurrence.core();
        return core == null || core.bytes() == 0 ? null : stored(occurrence, "core.zst");
    }

    @Override
    public @Nullable String report(Occurrence occurrence) {
        return occurrence.core() == null ? null : stored(occurrence, "report.html");
    }

    private @Nullable String stored(Occurrence occurrence, String file) {
        var workload = occurrence.workload();
        var key = StoreKey.of(cluster, workload.namespace(), workload.name(), "spool", occurrence.id(), file);
        return store.map(base -> base + (base.toString().endsWith("/") ? "" : "/") + key)
                .orElse(null);
    }
}
