/** Crashes as Kubernetes shows them: counted from container status, joined with reports, kept in {@code HAProxyCrash}, told on Pods. */
package dev.corewatch.kubernetes.crash;
