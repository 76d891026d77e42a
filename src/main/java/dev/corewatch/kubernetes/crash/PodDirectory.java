package dev.corewatch.kubernetes.crash;

import java.util.List;

/** The Pods of the cluster, those that went away in the last minutes among them. */
public interface PodDirectory {

    /** Whether crashes there are counted at all. */
    boolean isWatched(String namespace);

    /** All that had this name, the newest first: the one that the API server has, and those that are remembered. */
    List<WatchedPod> find(String namespace, String name);
}
