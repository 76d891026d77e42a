package dev.corewatch.identity;

import java.util.regex.Pattern;

/**
 * Guesses what made a Pod by the Pod's name, since no file on the node says it: Deployments add a hash and a suffix, DaemonSets and Jobs a
 * suffix, StatefulSets an ordinal, the kubelet its node's name to static Pods. A guess: a Pod that a person called {@code web-2} becomes
 * {@code web}, and a name that was cut at 63 characters keeps its suffix. Hash and suffix use letters and digits that make no
 * words (https://github.com/kubernetes/apimachinery, util/rand).
 */
final class PodOwner {

    private static final String LETTERS = "[bcdfghjklmnpqrstvwxz2456789]";
    private static final Pattern DEPLOYMENT = Pattern.compile("(.+)-" + LETTERS + "{6,10}-" + LETTERS + "{5}");
    private static final Pattern GENERATED = Pattern.compile("(.+)-" + LETTERS + "{5}");
    private static final Pattern ORDINAL = Pattern.compile("(.+)-[0-9]{1,5}");

    private PodOwner() {}

    static String of(String pod, String node) {
        if (!node.isEmpty() && pod.length() > node.length() + 1 && pod.endsWith("-" + node)) {
            return pod.substring(0, pod.length() - node.length() - 1);
        }
        for (var form : new Pattern[] {DEPLOYMENT, GENERATED, ORDINAL}) {
            var match = form.matcher(pod);
            if (match.matches()) {
                return match.group(1);
            }
        }
        return pod;
    }
}
