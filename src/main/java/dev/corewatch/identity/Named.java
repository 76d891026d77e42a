package dev.corewatch.identity;

import dev.corewatch.crash.Workload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A victim's names.
 *
 * @param workload where it belongs; its name is a guess in Kubernetes ({@link PodOwner})
 * @param container the kernel's word, or, for free names, the runtime's
 * @param labels what the runtime's file has: Docker's labels or the bundle's annotations
 * @param claimed whether the workload's names are the process's own words, which nothing confirms
 * @param notes what was not found or not believed, and why
 */
public record Named(
        Workload workload,
        @Nullable Container container,
        Map<String, String> labels,
        boolean claimed,
        List<String> notes) {

    public Named {
        labels = Map.copyOf(labels);
        notes = List.copyOf(notes);
    }
}
