package dev.corewatch.identity;

/** Whose hands a container is in, as far as its cgroup's name tells. */
public enum ContainerRuntime {
    CONTAINERD,
    CRIO,
    DOCKER,
    PODMAN,
    MESOS,
    NOMAD,
    RUNC,
    UNKNOWN
}
