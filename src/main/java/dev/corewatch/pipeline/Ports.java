package dev.corewatch.pipeline;

import dev.corewatch.store.CoreStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline needs from the features.
 *
 * @param publishers asked in this order
 * @param hearing who tells of deaths besides their cores
 * @param store where files go to stay; absent when the spool is all there is
 */
public record Ports(
        Analyzer analyzer,
        Reporter reporter,
        Renderer renderer,
        List<Publisher> publishers,
        @Nullable CoreStore store,
        Hearing hearing,
        Observer observer) {

    public Ports {
        publishers = List.copyOf(publishers);
    }
}
