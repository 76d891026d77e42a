package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Watches HAProxy's Pods and counts their crashes, in the replica that leads. */
public final class CrashController implements PodDirectory, CrashReports, AutoCloseable {

    private static final long FIRST_RETRY_MILLIS = 200;
    private static final long LAST_RETRY_MILLIS = 30_000;
    private static final int THREADS = 20;

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final PodReader reader;
    private final PodStore pods;
    private final CrashGroups groups;
    private final CrashDesk desk;
    private final Operator operator;

    /**
     * What is watched.
     *
     * @param identity of this replica
     * @param namespaces whose Pods are watched; none for all
     * @param since crashes from before are not counted
     * @param retainAfterDeletion how long a crash resource outlives its workload, where it doesn't say itself
     */
    public record Setting(
            String identity,
            Set<String> namespaces,
            HaproxyContainers haproxys,
            Instant since,
            Duration retainAfterDeletion) {

        public Setting {
            namespaces = Set.copyOf(namespaces);
        }
    }

    /** What it tells, and what it is told. */
    public record Voices(Wording wording, NearbyChanges changes, CrashObserver observer) {}

    private CrashController(KubernetesClient client, Setting setting, Voices voices) {
        this.client = client;
        namespaces = setting.namespaces();
        reader = new PodReader(setting.haproxys());
        pods = new PodStore(reader);
        groups = CrashGroups.open(client, setting.namespaces());
        var clock = InstantSource.system();
        desk = new CrashDesk(new CrashTools(
                groups,
                new WorkloadResolver(client),
                new PodNotes(client),
                new CrashEvents(client, setting.identity(), clock),
                voices.wording(),
                voices.changes(),
                voices.observer(),
                clock));
        operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(THREADS)
                .checkingCRDAndValidateLocalModel(false)
                .withStopOnInformerErrorDuringStartup(true));
        operator.register(new PodReconciler(reader, desk, setting.since()), overrider -> {
            overrider
                    .withItemStore(pods)
                    .withTriggerReconcilerOnAllEvents(true)
                    .withGenericFilter(reader::isWatched)
                    .withRetry(untilItSucceeds());
            named(setting, overrider);
        });
        operator.register(new CrashReconciler(client, setting.retainAfterDeletion(), clock), overrider -> {
            overrider.withRetry(untilItSucceeds());
            named(setting, overrider);
        });
    }

    private static GenericRetry untilItSucceeds() {
        return new GenericRetry()
                .setInitialInterval(FIRST_RETRY_MILLIS)
                .setMaxInterval(LAST_RETRY_MILLIS)
                .withoutMaxAttempts();
    }

    private static void named(Setting setting, ControllerConfigurationOverrider<?> overrider) {
        if (!setting.namespaces().isEmpty()) {
            overrider.settingNamespaces(setting.namespaces());
        }
    }

    /**
     * Returns when it knows all Pods and all that was counted.
     *
     * @throws KubernetesClientException when the API server refuses: the message says what
     */
    public static CrashController start(KubernetesClient client, Setting setting, Voices voices) {
        var controller = new CrashController(client, setting, voices);
        controller.desk.begin();
        controller.operator.start();
        return controller;
    }

    @Override
    public boolean isWatched(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    @Override
    public List<WatchedPod> find(String namespace, String name) {
        var key = namespace + "/" + name;
        var there = Optional.ofNullable(pods.get(key))
                .or(() -> Optional.ofNullable(
                        client.pods().inNamespace(namespace).withName(name).get()));
        return Stream.concat(there.stream(), pods.gone(key).stream())
                .map(reader::read)
                .toList();
    }

    @Override
    public void take(Occurrence occurrence, WatchedPod pod) {
        desk.take(occurrence, pod);
    }

    @Override
    public void close() {
        operator.stop();
        groups.close();
    }
}
