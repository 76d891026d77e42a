package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;

/** Takes what agents report of crashes. */
public interface CrashReports {

    /**
     * Takes one: counts it unless it is counted, joins it with what the container's status said, and tells of it on the Pod. The same or an
     * older revision changes nothing. Returns when the API server has it.
     *
     * @param occurrence redacted; of that Pod
     * @param pod found in a {@link PodDirectory}, or gone: then no Pod is told of it
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses or can't be reached: nothing is lost when
     *     the same is reported again
     */
    void take(Occurrence occurrence, WatchedPod pod);
}
