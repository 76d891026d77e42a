package dev.corewatch.crash;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One crash, as a group remembers it.
 *
 * @param id the occurrence's
 * @param image of the container
 * @param signal as it was told
 * @param version HAProxy's
 * @param request that the crashed thread was at
 * @param gaps what is missing, with the reason
 * @param changes shortly before it
 * @param core where it is kept, a URI
 * @param report where the whole report is kept, a URI
 */
public record Sighting(
        String id,
        Instant time,
        @Nullable String pod,
        @Nullable String node,
        @Nullable String image,
        @Nullable String signal,
        @Nullable String version,
        @Nullable String request,
        List<String> gaps,
        List<String> changes,
        @Nullable String core,
        @Nullable String report) {

    public Sighting {
        gaps = List.copyOf(gaps);
        changes = List.copyOf(changes);
    }
}
