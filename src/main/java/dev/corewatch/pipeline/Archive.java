package dev.corewatch.pipeline;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.spool.StoredObject;
import dev.corewatch.store.CoreStore;
import dev.corewatch.store.StoreKey;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A store and this cluster's part of it. Below {@code <cluster>/<namespace>/<workload>/} it is laid out as the spool is: an occurrence's
 * files are in {@code spool/<id>/}.
 *
 * @param cluster of several that share the store
 */
public record Archive(CoreStore store, String cluster) {

    /** Puts a file of an occurrence there, and believes only what it reads back. */
    StoredObject put(Occurrence occurrence, Path file) throws IOException {
        var name = String.valueOf(file.getFileName());
        var key = key(occurrence, name);
        var sent = store.put(key, file);
        var held = store.verify(key);
        if (!held.isSameContentAs(sent)) {
            throw new IOException("%s holds %s, but %s was sent: the local file stays".formatted(key, held, sent));
        }
        return new StoredObject(name, held.uri().toString(), held.bytes(), held.sha256());
    }

    StoreKey key(Occurrence occurrence, String file) {
        var workload = occurrence.workload();
        return StoreKey.of(cluster, workload.namespace(), workload.name(), "spool", occurrence.id(), file);
    }
}
