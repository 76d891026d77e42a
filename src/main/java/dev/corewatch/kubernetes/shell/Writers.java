package dev.corewatch.kubernetes.shell;

import dev.corewatch.kubernetes.api.HAProxyCrash;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who wrote what into a resource, by the API server's own record of it. It names programs, not persons. */
final class Writers {

    /** As which these commands write. */
    static final String COMMAND = "corewatch-cli";

    private Writers() {}

    /** Who said last that the bug is known: "with kubectl-edit, 2026-11-26T01:02:03Z". */
    static Optional<String> ofAcknowledgement(HAProxyCrash crash) {
        return crash.getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getTime() != null && hasField(entry.getFieldsV1(), "f:spec", "f:acknowledged"))
                .max(Comparator.comparing(ManagedFieldsEntry::getTime))
                .map(entry -> "with %s, %s".formatted(entry.getManager(), entry.getTime()));
    }

    private static boolean hasField(@Nullable FieldsV1 fields, String parent, String child) {
        return fields != null
                && fields.getAdditionalProperties().get(parent) instanceof Map<?, ?> below
                && below.containsKey(child);
    }
}
