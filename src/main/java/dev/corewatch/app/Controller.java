package dev.corewatch.app;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.app.config.AnalyzeConfig;
import dev.corewatch.app.config.ControllerConfig;
import dev.corewatch.app.config.WorkloadConfig;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.kubernetes.changes.ClusterChanges;
import dev.corewatch.kubernetes.crash.CrashController;
import dev.corewatch.kubernetes.crash.CrashController.Setting;
import dev.corewatch.kubernetes.crash.CrashController.Voices;
import dev.corewatch.kubernetes.crash.CrashReports;
import dev.corewatch.kubernetes.crash.HaproxyContainers;
import dev.corewatch.kubernetes.crash.Leadership;
import dev.corewatch.kubernetes.crash.Leadership.Election;
import dev.corewatch.kubernetes.crash.Leadership.Turns;
import dev.corewatch.kubernetes.crash.PodDirectory;
import dev.corewatch.kubernetes.crash.WatchedPod;
import dev.corewatch.kubernetes.ingest.Destination;
import dev.corewatch.kubernetes.ingest.Ingest;
import dev.corewatch.kubernetes.ingest.IngestSettings;
import dev.corewatch.kubernetes.ingest.LeaderEndpoint;
import dev.corewatch.kubernetes.ingest.Outcome;
import dev.corewatch.publish.metrics.ControllerMeters;
import dev.corewatch.publish.metrics.IngestMeters;
import dev.corewatch.publish.report.Printable;
import dev.corewatch.publish.report.PrintableReport;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The controller's parts: agents' reports are answered by every replica, crashes are counted by the one that leads. */
final class Controller implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Controller.class);

    private final ControllerConfig config;
    private final KubernetesClient client;
    private final Voices voices;
    private final Consumer<RuntimeException> failed;
    private final String identity;
    private final String namespace;
    private final HaproxyContainers haproxys;
    private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
    private volatile @Nullable CrashController crashes;

    private Controller(
            ControllerConfig config, KubernetesClient client, Voices voices, Consumer<RuntimeException> failed) {
        this.config = config;
        this.client = client;
        this.voices = voices;
        this.failed = failed;
        this.identity = config.pod().orElseGet(Host::name);
        this.namespace = config.namespace()
                .or(() -> Optional.ofNullable(client.getNamespace()))
                .orElse("default");
        this.haproxys = haproxys(config);
    }

    /**
     * Takes reports, and counts when it leads.
     *
     * @param failed told when it can't go on
     */
    static Controller start(
            ControllerConfig config,
            AnalyzeConfig analyze,
            WorkloadConfig workload,
            KubernetesClient client,
            MeterRegistry meters,
            Consumer<RuntimeException> failed)
            throws IOException {
        var wording =
                new ClusterWording(ReportBuilder.standard(Redaction.of(analyze)), config.store(), workload.cluster());
        var changes = ClusterChanges.watch(client, namespaces(config), InstantSource.system());
        var voices = new Voices(wording, changes, new ClusterMeters(meters));
        var controller = new Controller(config, client, voices, failed);
        controller.parts.push(changes);
        ControllerMeters.watch(meters, controller::isLeading);
        try {
            var ingest = controller.ingest(meters);
            controller.parts.push(ingest);
            var election = new Election(controller.namespace, config.name(), controller.identity);
            controller.parts.push(Leadership.seek(client, election, controller.new Leading(ingest.port())));
            return controller;
        } catch (IOException | RuntimeException e) {
            controller.close();
            throw e;
        }
    }

    private Ingest ingest(MeterRegistry meters) throws IOException {
        var outcomes = new IngestMeters(
                meters, Arrays.stream(Outcome.values()).map(Outcome::label).toList());
        if (config.ingestPerMinute() < 1 || config.ingestMaxBytes().asLongValue() >= Integer.MAX_VALUE) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "corewatch.controller.ingest-per-minute is at least 1, and ingest-max-bytes less than 2G");
        }
        var settings = new IngestSettings(
                config.ingestPort(),
                namespace,
                config.name(),
                config.audience(),
                config.agents(),
                config.ingestMaxBytes().asLongValue(),
                config.ingestPerMinute(),
                config.tlsDirectory().orElse(null));
        var leader = new Leader();
        var destination = new Destination(this::isLeading, leader, leader);
        return Ingest.start(client, settings, destination, outcome -> outcomes.report(outcome.label()));
    }

    private boolean isLeading() {
        return crashes != null;
    }

    /** This replica's part that leads, while it does. */
    private final class Leader implements PodDirectory, CrashReports {

        @Override
        public boolean isWatched(String podNamespace) {
            return leader().isWatched(podNamespace);
        }

        @Override
        public List<WatchedPod> find(String podNamespace, String name) {
            return leader().find(podNamespace, name);
        }

        /** As agents send it; hostile strings become harmless here. */
        @Override
        public void take(Occurrence occurrence, WatchedPod pod) {
            leader().take(occurrence.describedBy(PrintableReport::of, Printable::sentence), pod);
        }
    }

    private CrashController leader() {
        var leader = crashes;
        if (leader == null) {
            throw new KubernetesClientException("this replica doesn't lead");
        }
        return leader;
    }

    private final class Leading implements Turns {

        private final int ingestPort;

        Leading(int ingestPort) {
            this.ingestPort = ingestPort;
        }

        @Override
        public void began(Instant since) {
            var counting = CrashController.start(
                    client,
                    new Setting(identity, namespaces(config), haproxys, since, config.retainAfterDeletion()),
                    voices);
            parts.push(counting);
            crashes = counting;
            config.address()
                    .ifPresent(
                            address -> new LeaderEndpoint(client, namespace, config.name()).lead(address, ingestPort));
            LOG.infof("this replica leads: counting the crashes of HAProxys since %s", since);
        }

        @Override
        public void failed(RuntimeException why) {
            Controller.this.failed.accept(why);
        }

        @Override
        public void lost() {
            crashes = null;
            failed(new IllegalStateException("the lease was lost, another replica counts: this one begins anew"));
        }
    }

    private static Set<String> namespaces(ControllerConfig config) {
        return config.namespaces().map(Set::copyOf).orElse(Set.of());
    }

    private static HaproxyContainers haproxys(ControllerConfig config) {
        return new HaproxyContainers(
                labels(config.podSelector().orElse("")),
                pattern("container-pattern", config.containerPattern()),
                pattern("image-pattern", config.imagePattern()));
    }

    private static Pattern pattern(String key, String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "corewatch.controller.%s is no regular expression: %s".formatted(key, e.getMessage()));
        }
    }

    /** "app=lb,tier=edge". */
    private static Map<String, String> labels(String selector) {
        var labels = new HashMap<String, String>();
        Arrays.stream(selector.split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .forEach(part -> {
                    var words = part.split("==?", 2);
                    if (words.length != 2 || words[0].isBlank()) {
                        throw new CommandFailure(
                                ExitCode.USAGE,
                                "corewatch.controller.pod-selector: \"%s\" is not NAME=VALUE; several are joined by commas"
                                        .formatted(part));
                    }
                    labels.put(words[0].strip(), words[1].strip());
                });
        return labels;
    }

    /** What to do when the API server doesn't have us. */
    static String advice(KubernetesClient client, KubernetesClientException failure) {
        return "the API server %s: %s; a pod takes its service account, elsewhere KUBECONFIG names the cluster"
                .formatted(client.getMasterUrl(), failure.getMessage());
    }

    /** The last part first; a lease is given back when nothing is counted any more. */
    @Override
    public void close() {
        crashes = null;
        for (var part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (Exception e) {
                LOG.warnf("it doesn't end as it should: %s", e);
            }
        }
    }
}
