package dev.corewatch.app;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.app.config.AnalyzeConfig;
import dev.corewatch.app.config.ControllerConfig;
import dev.corewatch.app.config.WorkloadConfig;
import dev.corewatch.kubernetes.crash.CrashController;
import dev.corewatch.kubernetes.crash.CrashController.Setting;
import dev.corewatch.kubernetes.crash.CrashController.Voices;
import dev.corewatch.kubernetes.crash.HaproxyContainers;
import dev.corewatch.kubernetes.crash.Leadership;
import dev.corewatch.kubernetes.crash.Leadership.Election;
import dev.corewatch.kubernetes.crash.Leadership.Turns;
import dev.corewatch.publish.metrics.ControllerMeters;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The controller's parts, put together when it is this replica's turn. */
final class Controller implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Controller.class);

    private final ControllerConfig config;
    private final KubernetesClient client;
    private final Voices voices;
    private final String identity;
    private final HaproxyContainers haproxys;
    private final Consumer<RuntimeException> failed;
    private volatile @Nullable CrashController crashes;
    private volatile @Nullable Leadership leadership;

    private Controller(
            ControllerConfig config, KubernetesClient client, Voices voices, Consumer<RuntimeException> failed) {
        this.config = config;
        this.client = client;
        this.voices = voices;
        this.failed = failed;
        this.identity = config.pod().orElseGet(Host::name);
        this.haproxys = haproxys(config);
    }

    /**
     * Counts when it leads.
     *
     * @param failed told when it can't go on
     */
    static Controller start(
            ControllerConfig config,
            AnalyzeConfig analyze,
            WorkloadConfig workload,
            KubernetesClient client,
            MeterRegistry meters,
            Consumer<RuntimeException> failed) {
        var wording =
                new ClusterWording(ReportBuilder.standard(Redaction.of(analyze)), config.store(), workload.cluster());
        var voices = new Voices(wording, (_, _, _, _) -> List.of(), new ClusterMeters(meters));
        var controller = new Controller(config, client, voices, failed);
        ControllerMeters.watch(meters, () -> controller.crashes != null);
        controller.leadership = Leadership.seek(client, controller.election(), controller.new Leading());
        return controller;
    }

    private Election election() {
        var namespace = config.namespace()
                .or(() -> Optional.ofNullable(client.getNamespace()))
                .orElse("default");
        return new Election(namespace, config.name(), identity);
    }

    private final class Leading implements Turns {

        @Override
        public void began(Instant since) {
            try {
                var namespaces = config.namespaces().map(Set::copyOf).orElse(Set.of());
                crashes = CrashController.start(client, new Setting(identity, namespaces, haproxys, since), voices);
                LOG.infof("this replica leads: counting the crashes of HAProxys since %s", since);
            } catch (RuntimeException e) {
                failed.accept(e);
            }
        }

        @Override
        public void lost() {
            failed.accept(
                    new IllegalStateException("the lease was lost, another replica counts: this one begins anew"));
        }
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

    @Override
    public void close() {
        var counting = crashes;
        if (counting != null) {
            counting.close();
        }
        var seeking = leadership;
        if (seeking != null) {
            seeking.close();
        }
    }
}
