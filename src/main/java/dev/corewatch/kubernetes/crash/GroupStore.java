package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.HAProxyCrash;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An informer's store of crash resources, found by their namespaces; without who wrote which field, half of such a resource. */
final class GroupStore extends BasicItemStore<HAProxyCrash> {

    private final Consumer<HAProxyCrash> deleted;
    private final Map<String, Map<String, HAProxyCrash>> byNamespace = new ConcurrentHashMap<>();

    /**
     * Empty.
     *
     * @param deleted told of each that is no more
     */
    GroupStore(Consumer<HAProxyCrash> deleted) {
        super(Cache::metaNamespaceKeyFunc);
        this.deleted = deleted;
    }

    Stream<HAProxyCrash> in(String namespace) {
        return byNamespace.getOrDefault(namespace, Map.of()).values().stream();
    }

    @Override
    public @Nullable HAProxyCrash put(String key, HAProxyCrash crash) {
        var trimmed = trimmed(crash);
        byNamespace
                .computeIfAbsent(crash.getMetadata().getNamespace(), _ -> new ConcurrentHashMap<>())
                .put(key, trimmed);
        return super.put(key, trimmed);
    }

    @Override
    public @Nullable HAProxyCrash remove(String key) {
        var crash = super.remove(key);
        if (crash != null) {
            byNamespace
                    .getOrDefault(crash.getMetadata().getNamespace(), Map.of())
                    .remove(key);
            deleted.accept(crash);
        }
        return crash;
    }

    static HAProxyCrash trimmed(HAProxyCrash crash) {
        crash.getMetadata().setManagedFields(List.of());
        return crash;
    }
}
