package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.crash.WatchedPod.Owner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Pod's name says of who made it: Kubernetes' controllers append to their own names five characters ({@code k8s.io/apiserver/pkg/storage/names}),
 * a Deployment its template's hash before these, a StatefulSet a number.
 */
final class PodName {

    /** No vowels, and nothing that looks like one: {@code k8s.io/apimachinery/pkg/util/rand}. */
    private static final String CHARACTER = "[bcdfghjklmnpqrstvwxz2456789]";

    private static final Pattern CHOSEN = Pattern.compile("(.+)-" + CHARACTER + "{5}");
    private static final Pattern HASHED = Pattern.compile("(.+)-" + CHARACTER + "{1,10}");
    private static final Pattern NUMBERED = Pattern.compile("(.+)-[0-9]{1,9}");

    private PodName() {}

    /** Who may have made it, likelier ones first. */
    static Stream<Owner> makers(String pod) {
        var chosen = prefix(CHOSEN, pod).toList();
        return Stream.of(
                        chosen.stream().map(name -> new Owner("apps/v1", "ReplicaSet", name)),
                        chosen.stream().map(name -> new Owner("apps/v1", "DaemonSet", name)),
                        chosen.stream().map(name -> new Owner("batch/v1", "Job", name)),
                        chosen.stream()
                                .flatMap(name -> prefix(HASHED, name))
                                .map(name -> new Owner("apps/v1", "Deployment", name)),
                        prefix(NUMBERED, pod).map(name -> new Owner("apps/v1", "StatefulSet", name)))
                .flatMap(makers -> makers);
    }

    private static Stream<String> prefix(Pattern pattern, String name) {
        return Stream.of(pattern.matcher(name)).filter(Matcher::matches).map(matcher -> matcher.group(1));
    }
}
