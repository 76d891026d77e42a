package dev.corewatch.kubernetes.changes;

import dev.corewatch.kubernetes.api.FieldManager;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When fields were written last, by the API server's record of who manages what (managedFields). Its times are of a manager's last write
 * that changed something, not of each field.
 */
final class Managed {

    private Managed() {}

    /** By anybody but corewatch, to any field but the status. */
    static Optional<Instant> written(ObjectMeta metadata, String... path) {
        return writes(metadata, path).flatMap(Managed::time).max(Comparator.naturalOrder());
    }

    /** Through that subresource. */
    static Optional<Instant> writtenThrough(ObjectMeta metadata, String subresource) {
        return writes(metadata)
                .filter(entry -> subresource.equals(entry.getSubresource()))
                .flatMap(Managed::time)
                .max(Comparator.naturalOrder());
    }

    /** Corewatch's own writes, the controller's and the command's, are no change that anybody asks for. */
    private static Stream<ManagedFieldsEntry> writes(ObjectMeta metadata, String... path) {
        return metadata.getManagedFields().stream()
                .filter(entry -> !"status".equals(entry.getSubresource()))
                .filter(entry ->
                        entry.getManager() == null || !entry.getManager().startsWith(FieldManager.NAME))
                .filter(entry -> path.length == 0 || has(entry.getFieldsV1(), List.of(path)));
    }

    private static boolean has(@Nullable FieldsV1 fields, List<String> path) {
        Object below = fields == null ? null : fields.getAdditionalProperties();
        for (var name : path) {
            below = below instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return below != null;
    }

    private static Stream<Instant> time(ManagedFieldsEntry entry) {
        try {
            return entry.getTime() == null ? Stream.of() : Stream.of(Instant.parse(entry.getTime()));
        } catch (DateTimeParseException e) {
            return Stream.of();
        }
    }
}
