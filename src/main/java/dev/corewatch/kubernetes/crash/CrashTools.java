package dev.corewatch.kubernetes.crash;

import java.time.InstantSource;

/**
 * What the desk works with.
 *
 * @param changes what was changed near a crash
 * @param observer told of what is counted
 */
record CrashTools(
        CrashGroups groups,
        WorkloadResolver workloads,
        PodNotes notes,
        CrashEvents events,
        Wording wording,
        NearbyChanges changes,
        CrashObserver observer,
        InstantSource clock) {}
