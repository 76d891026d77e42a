package dev.corewatch.kubernetes.changes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An informer's store that keeps of its objects only by what they are found and told apart. */
final class StubStore<T extends HasMetadata> extends BasicItemStore<T> {

    private final Supplier<T> empty;

    StubStore(Supplier<T> empty) {
        super(Cache::metaNamespaceKeyFunc);
        this.empty = empty;
    }

    /** So that handlers are told of the objects as they come, never of what is kept of them. */
    @Override
    public boolean isFullState() {
        return false;
    }

    @Override
    public @Nullable T put(String key, T object) {
        var stub = empty.get();
        var metadata = object.getMetadata();
        stub.setMetadata(new ObjectMetaBuilder()
                .withNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build());
        return super.put(key, stub);
    }
}
