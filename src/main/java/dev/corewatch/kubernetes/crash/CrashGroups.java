package dev.corewatch.kubernetes.crash;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import dev.corewatch.kubernetes.api.CrashName;
import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.FieldManager;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.system.RecentMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@link HAProxyCrash} resources: read from the stores of the informers that {@link CrashReconciler} works with, and changed only from the
 * state that was read (optimistic locking by resourceVersion), else read anew. What was written last is remembered, since the stores follow a
 * moment later.
 */
final class CrashGroups {

    /** Another writer in between is a person, now and then. */
    private static final int TRIES = 5;

    private static final int REMEMBERED = 1000;

    private final KubernetesClient client;
    private final List<GroupStore> stores = new CopyOnWriteArrayList<>();
    private final Map<String, HAProxyCrash> written = RecentMap.byArrival(REMEMBERED);

    CrashGroups(KubernetesClient client) {
        this.client = client;
    }

    /**
     * For one more informer.
     *
     * @param deleted told where a group is no more
     */
    GroupStore store(Consumer<Place> deleted) {
        var store = new GroupStore(crash -> {
            forget(crash);
            if (crash.getSpec() != null) {
                deleted.accept(Place.of(crash));
            }
        });
        stores.add(store);
        return store;
    }

    /** Of one workload's container. */
    List<HAProxyCrash> of(Place place) {
        return in(place.namespace())
                .filter(crash -> Place.of(crash).equals(place))
                .toList();
    }

    /** Of one namespace. */
    Stream<HAProxyCrash> in(String namespace) {
        return merged(stores.stream().flatMap(store -> store.in(namespace)))
                .filter(crash -> namespace.equals(crash.getMetadata().getNamespace()));
    }

    /** All that are known and whole; one that somebody damaged by hand is passed over. */
    Stream<HAProxyCrash> all() {
        return merged(stores.stream().flatMap(GroupStore::values));
    }

    private Stream<HAProxyCrash> merged(Stream<HAProxyCrash> stored) {
        var known = stored.filter(crash -> crash.getSpec() != null)
                .collect(Collectors.toMap(CrashGroups::key, crash -> crash, (first, _) -> first, LinkedHashMap::new));
        synchronized (written) {
            written.forEach((key, crash) -> known.merge(key, crash, CrashGroups::newer));
        }
        return List.copyOf(known.values()).stream();
    }

    /**
     * Changes the status, and makes the resource when there is none.
     *
     * @param change pure; called again when somebody else was faster
     * @return the resource as it is now
     * @throws KubernetesClientException nothing was changed
     */
    HAProxyCrash change(String namespace, CrashSpec spec, Function<HAProxyCrash, CrashStatus> change) {
        var key = namespace + "/" + CrashName.of(spec);
        var current = latest(key);
        for (int tries = 1; ; tries++) {
            var from = current == null ? created(namespace, spec) : current;
            var after = change.apply(from);
            if (after.equals(from.getStatus())) {
                return from;
            }
            try {
                return remembered(key, applied(from, after));
            } catch (KubernetesClientException e) {
                if (tries == TRIES || (e.getCode() != HTTP_CONFLICT && e.getCode() != HTTP_NOT_FOUND)) {
                    throw e;
                }
                current = fetched(namespace, CrashName.of(spec));
            }
        }
    }

    /** A group of which nothing is left to tell: it is remembered so until its store has lost it. */
    void delete(HAProxyCrash crash) {
        client.resource(crash).delete();
    }

    /** One of the same name that was made since is another one. */
    private void forget(HAProxyCrash crash) {
        var uid = crash.getMetadata().getUid();
        synchronized (written) {
            written.computeIfPresent(
                    key(crash), (_, own) -> Objects.equals(own.getMetadata().getUid(), uid) ? null : own);
        }
    }

    private HAProxyCrash created(String namespace, CrashSpec spec) {
        var crash = new HAProxyCrash();
        crash.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(CrashName.of(spec))
                .addToLabels("app.kubernetes.io/managed-by", FieldManager.NAME)
                .build());
        crash.setSpec(spec);
        return client.resource(crash).patch(FieldManager.APPLY, crash);
    }

    private HAProxyCrash applied(HAProxyCrash from, CrashStatus status) {
        var crash = new HAProxyCrash();
        crash.setMetadata(new ObjectMetaBuilder()
                .withNamespace(from.getMetadata().getNamespace())
                .withName(from.getMetadata().getName())
                .withResourceVersion(from.getMetadata().getResourceVersion())
                .build());
        crash.setStatus(status);
        return client.resource(crash).subresource("status").patch(FieldManager.APPLY, crash);
    }

    private @Nullable HAProxyCrash fetched(String namespace, String name) {
        return client.resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    private @Nullable HAProxyCrash latest(String key) {
        var stored = stores.stream()
                .map(store -> store.get(key))
                .filter(crash -> crash != null && crash.getSpec() != null)
                .findFirst()
                .orElse(null);
        synchronized (written) {
            var own = written.get(key);
            return own == null || stored == null ? (own == null ? stored : own) : newer(stored, own);
        }
    }

    private HAProxyCrash remembered(String key, HAProxyCrash crash) {
        var trimmed = GroupStore.trimmed(crash);
        synchronized (written) {
            written.put(key, trimmed);
        }
        return trimmed;
    }

    /** Resource versions are numbers of one sequence, or a wrong guess here is a conflict there. */
    private static HAProxyCrash newer(HAProxyCrash a, HAProxyCrash b) {
        return version(b) > version(a) ? b : a;
    }

    private static long version(HAProxyCrash crash) {
        try {
            return Long.parseLong(crash.getMetadata().getResourceVersion());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String key(HAProxyCrash crash) {
        return crash.getMetadata().getNamespace() + "/" + crash.getMetadata().getName();
    }
}
