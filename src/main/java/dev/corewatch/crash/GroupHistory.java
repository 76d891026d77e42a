package dev.corewatch.crash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group, and what a cluster remembers of it besides.
 *
 * @param name by which the cluster knows it
 * @param group under its signature's id, or "-" when no stack is known
 * @param owner what the Pods belong to: "Deployment edge"
 * @param signal SIGSEGV, ..., or unknown
 * @param kind memory, assertion, ...
 * @param knownFix "5cd57cf2 (2.6.13)"
 * @param fixedIn the version that should be free of it, as the person says who acknowledged it
 * @param reopened why it is news although a person acknowledged it
 * @param frames of the last stack, innermost first
 * @param requests that crashed threads were at, with how often, the most frequent first
 * @param versions of HAProxy
 * @param sightings the last crashes, newest first
 */
public record GroupHistory(
        String name,
        Group group,
        String owner,
        @Nullable String signal,
        @Nullable String kind,
        @Nullable String knownFix,
        @Nullable String fixedIn,
        @Nullable String reopened,
        List<String> frames,
        List<String> requests,
        List<String> versions,
        List<Sighting> sightings) {

    public GroupHistory {
        frames = List.copyOf(frames);
        requests = List.copyOf(requests);
        versions = List.copyOf(versions);
        sightings = List.copyOf(sightings);
    }
}
