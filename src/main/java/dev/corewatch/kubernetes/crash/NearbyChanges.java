package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was changed shortly before a crash: the first question of whoever looks at one. */
public interface NearbyChanges {

    /** How far back a change is near. */
    Duration NEAR = Duration.ofMinutes(30);

    /** What two clocks of a cluster may differ by. */
    Duration SKEW = Duration.ofMinutes(1);

    /** The most that is told of one crash. */
    int MOST = 5;

    /**
     * Sentences such as "2 min after the rollout of deployment/thing-two (image v7 -> v8)", the one that tells most first, at most
     * {@link #MOST}. Asks the API server for little, answers within two seconds, and never fails: what can't be known by then is left out.
     *
     * @param workload of the Pod
     * @param backend that the crashed thread's request was for: changes of workloads with such a name count, wherever they are
     */
    List<String> before(WatchedPod pod, WorkloadRef workload, Instant death, @Nullable String backend);
}
