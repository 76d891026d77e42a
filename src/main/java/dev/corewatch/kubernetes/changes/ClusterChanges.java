package dev.corewatch.kubernetes.changes;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.changes.Change.Subject;
import dev.corewatch.kubernetes.crash.NearbyChanges;
import dev.corewatch.kubernetes.crash.WatchedPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Watches workloads and nodes for changes, and asks for a ConfigMap's or a Pod's metadata when one crashes. What may not be read is left
 * out, and said once.
 */
public final class ClusterChanges implements NearbyChanges, AutoCloseable {

    private static final Logger LOG = System.getLogger(ClusterChanges.class.getName());
    private static final int MOST_CHANGES = 5_000;
    private static final int MOST_CONFIGURATION = 10;

    /** For all that is asked of one crash: its workload's next ones wait meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A Pod's image that was set this long after its creation was set by somebody else than its owner. */
    private static final Duration MAKING = Duration.ofSeconds(2);

    private final ChangeLog log = new ChangeLog(MOST_CHANGES);
    private final MetadataReader metadata;
    private final Map<String, FactsHandler<?, WorkloadFacts>> workloads;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

    private ClusterChanges(KubernetesClient client, Set<String> namespaces, InstantSource clock) {
        metadata = new MetadataReader(client, clock);
        var rollouts = new Rollouts(client);
        var deployments = new FactsHandler<>(
                new WorkloadReading<Deployment>(
                        one -> WorkloadFacts.of(
                                one.getSpec().getReplicas(), one.getSpec().getTemplate()),
                        rollouts::of,
                        clock),
                log);
        var statefulSets = new FactsHandler<>(
                new WorkloadReading<StatefulSet>(
                        one -> WorkloadFacts.of(
                                one.getSpec().getReplicas(), one.getSpec().getTemplate()),
                        rollouts::unknown,
                        clock),
                log);
        var daemonSets = new FactsHandler<>(
                new WorkloadReading<DaemonSet>(
                        one -> WorkloadFacts.of(null, one.getSpec().getTemplate()), rollouts::unknown, clock),
                log);
        workloads = Map.of("Deployment", deployments, "StatefulSet", statefulSets, "DaemonSet", daemonSets);
        watch(client, namespaces, Deployment.class, Deployment::new, deployments);
        watch(client, namespaces, StatefulSet.class, StatefulSet::new, statefulSets);
        watch(client, namespaces, DaemonSet.class, DaemonSet::new, daemonSets);
        start(client.nodes().runnableInformer(0), Node::new, new FactsHandler<>(new NodeReading(clock), log));
    }

    /**
     * Begins to watch; what it doesn't know yet it leaves out.
     *
     * @param namespaces whose workloads are watched; none for all
     */
    public static ClusterChanges watch(KubernetesClient client, Set<String> namespaces, InstantSource clock) {
        return new ClusterChanges(client, namespaces, clock);
    }

    private <T extends HasMetadata> void watch(
            KubernetesClient client,
            Set<String> namespaces,
            Class<T> type,
            Supplier<T> empty,
            FactsHandler<T, WorkloadFacts> handler) {
        var all = client.resources(type);
        if (namespaces.isEmpty()) {
            start(all.inAnyNamespace().runnableInformer(0), empty, handler);
        }
        namespaces.forEach(namespace -> start(all.inNamespace(namespace).runnableInformer(0), empty, handler));
    }

    private <T extends HasMetadata> void start(
            SharedIndexInformer<T> informer, Supplier<T> empty, FactsHandler<T, ?> handler) {
        var what = empty.get().getKind();
        informers.add(informer);
        informer.itemStore(new StubStore<>(empty))
                .addEventHandler(handler)
                .exceptionHandler((started, failure) -> goesOn(what, failure))
                .start();
    }

    /** A refusal is for good; anything else passes. */
    private static boolean goesOn(String what, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean refused = cause instanceof KubernetesClientException refusal && refusal.getCode() == HTTP_FORBIDDEN;
        if (refused) {
            LOG.log(Level.INFO, "changes of {0}s aren''t told, since they may not be read", what);
        }
        return !refused;
    }

    @Override
    public List<String> before(WatchedPod pod, WorkloadRef workload, Instant death, @Nullable String backend) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        var nearby = new Nearby(pod.namespace(), workload, pod.node(), backend, death);
        var watched = log.between(death.minus(NEAR), death.plus(SKEW)).stream();
        return nearby.sentences(Stream.of(watched, configuration(pod, until), swaps(pod, workload, until))
                .flatMap(changes -> changes));
    }

    private Stream<Change> configuration(WatchedPod pod, long until) {
        return pod.configuration().stream()
                .sorted()
                .limit(MOST_CONFIGURATION)
                .flatMap(name -> metadata
                        .find(pod.namespace(), "configmaps", name, until)
                        .flatMap(found -> Managed.written(found))
                        .map(at -> new Change(
                                new Subject(Subject.CONFIG_MAP, pod.namespace(), name),
                                at,
                                "ConfigMap " + name + " changed"))
                        .stream());
    }

    /** Images that differ from the workload's, when they were set in the Pod itself. */
    private Stream<Change> swaps(WatchedPod pod, WorkloadRef workload, long until) {
        var images = Optional.ofNullable(workloads.get(workload.kind()))
                .flatMap(handler -> handler.find(pod.namespace(), workload.name()))
                .map(WorkloadFacts::images)
                .orElse(Map.of());
        return pod.containers().stream().flatMap(container -> {
            var before = images.get(container.name());
            return before == null || before.equals(container.image())
                    ? Stream.of()
                    : swap(pod, container, before, until).stream();
        });
    }

    private Optional<Change> swap(WatchedPod pod, WatchedPod.Container container, String before, long until) {
        var field = "k:{\"name\":\"%s\"}".formatted(container.name());
        return metadata.find(pod.namespace(), "pods", pod.name(), until)
                .flatMap(found -> Managed.written(found, "f:spec", "f:containers", field, "f:image"))
                .filter(at -> at.isAfter(pod.created().plus(MAKING)))
                .map(at -> new Change(
                        new Subject(Subject.POD, pod.namespace(), pod.name()),
                        at,
                        "its image changed (" + Images.between(before, container.image()) + ")"));
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
    }
}
