package dev.corewatch.kubernetes.changes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes what changes about the objects of an informer, of which it keeps the facts that matter and nothing else.
 *
 * @param <T> the objects
 * @param <F> what is kept of one
 */
final class FactsHandler<T extends HasMetadata, F> implements ResourceEventHandler<T> {

    private final Reading<T, F> reading;
    private final ChangeLog log;
    private final Map<String, F> known = new ConcurrentHashMap<>();

    /**
     * How objects of a kind are read.
     *
     * @param <T> the objects
     * @param <F> what is kept of one
     */
    interface Reading<T, F> {

        F facts(T object);

        /** What an object that is seen for the first time tells of its past. */
        List<Change> past(T object);

        List<Change> changes(F before, F after, T object);
    }

    FactsHandler(Reading<T, F> reading, ChangeLog log) {
        this.reading = reading;
        this.log = log;
    }

    Optional<F> find(String namespace, String name) {
        return Optional.ofNullable(known.get(namespace + "/" + name));
    }

    @Override
    public void onAdd(T object) {
        var facts = reading.facts(object);
        var before = known.put(key(object), facts);
        (before == null ? reading.past(object) : reading.changes(before, facts, object)).forEach(log::add);
    }

    @Override
    public void onUpdate(T unused, T object) {
        onAdd(object);
    }

    @Override
    public void onDelete(T object, boolean unknown) {
        known.remove(key(object));
    }

    private static String key(HasMetadata object) {
        var namespace = object.getMetadata().getNamespace();
        return (namespace == null ? "" : namespace) + "/" + object.getMetadata().getName();
    }
}
