package dev.corewatch.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline needs from the features.
 *
 * @param publishers asked in this order
 * @param archive where files go to stay; absent when the spool is all there is
 * @param hearing who tells of deaths besides their cores
 */
public record Ports(
        Analyzer analyzer,
        Reporter reporter,
        Renderer renderer,
        List<Publisher> publishers,
        @Nullable Archive archive,
        Hearing hearing,
        Absence absence,
        Observer observer) {

    public Ports {
        publishers = List.copyOf(publishers);
    }
}
