package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
    private final List<PodStore> pods = new ArrayList<>();
    private final CrashDesk desk;

    /** The groups; what was counted before must be known before anything is counted. */
    private final Operator knowing;

    /** The Pods. */
    private final Operator counting;

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
        var groups = new CrashGroups(client);
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
        knowing = operator();
        counting = operator();
        var settling = new CrashReconciler(client, setting.retainAfterDeletion(), clock);
        var looking = new PodReconciler(reader, desk, setting.since());
        // An informer takes what its own list lacks out of its store: one store for each.
        for (var namespace : namespaces.isEmpty() ? Constants.WATCH_ALL_NAMESPACE_SET : namespaces) {
            knowing.register(
                    settling,
                    overrider -> in(namespace, "haproxycrash", overrider).withItemStore(groups.store(desk::deleted)));
            var store = new PodStore(reader);
            pods.add(store);
            counting.register(
                    looking,
                    overrider -> in(namespace, "haproxy-pods", overrider)
                            .withItemStore(store)
                            .withTriggerReconcilerOnAllEvents(true)
                            .withGenericFilter(reader::isWatched));
        }
    }

    private Operator operator() {
        return new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(THREADS)
                .checkingCRDAndValidateLocalModel(false)
                .withStopOnInformerErrorDuringStartup(true));
    }

    private static <R extends HasMetadata> ControllerConfigurationOverrider<R> in(
            String namespace, String name, ControllerConfigurationOverrider<R> overrider) {
        return overrider
                .settingNamespace(namespace)
                .withName(name + "-" + namespace)
                .withRetry(untilItSucceeds());
    }

    private static GenericRetry untilItSucceeds() {
        return new GenericRetry()
                .setInitialInterval(FIRST_RETRY_MILLIS)
                .setMaxInterval(LAST_RETRY_MILLIS)
                .withoutMaxAttempts();
    }

    /**
     * Returns when it knows all Pods and all that was counted.
     *
     * @throws KubernetesClientException when the API server refuses: the message says what
     */
    public static CrashController start(KubernetesClient client, Setting setting, Voices voices) {
        var controller = new CrashController(client, setting, voices);
        controller.knowing.start();
        controller.desk.begin();
        controller.counting.start();
        return controller;
    }

    @Override
    public boolean isWatched(String namespace) {
        return namespaces.isEmpty() || namespaces.contains(namespace);
    }

    @Override
    public List<WatchedPod> find(String namespace, String name) {
        var key = namespace + "/" + name;
        var there = pods.stream()
                .flatMap(store -> Stream.ofNullable(store.get(key)))
                .findFirst()
                .or(() -> Optional.ofNullable(
                        client.pods().inNamespace(namespace).withName(name).get()));
        var gone = pods.stream().flatMap(store -> store.gone(key).stream());
        return Stream.concat(there.stream(), gone).map(reader::read).toList();
    }

    @Override
    public void take(Occurrence occurrence, WatchedPod pod) {
        desk.take(occurrence, pod);
    }

    @Override
    public void close() {
        counting.stop();
        knowing.stop();
    }
}
