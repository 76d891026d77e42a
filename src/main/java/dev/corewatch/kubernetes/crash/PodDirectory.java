package dev.corewatch.kubernetes.crash;

import java.util.Optional;

/** The Pods of the cluster, those that went away in the last minutes among them. */
public interface PodDirectory {

    /** By its name: what is known already, else what the API server says. */
    Optional<WatchedPod> find(String namespace, String name);
}
