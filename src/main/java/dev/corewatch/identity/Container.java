package dev.corewatch.identity;

import org.jspecify.annotations.Nullable;

/**
 * A container, by the kernel's word: the name of the cgroup that its runtime made for it.
 *
 * @param id 64 hexadecimal digits; Mesos: {@code parent.child} for a nested one; Nomad: {@code allocation.task}; runc and ctr: a free name
 * @param podUid as {@code metadata.uid} has it; of a static Pod 32 digits. Absent where the cgroup is not in a Pod's
 */
public record Container(
        ContainerRuntime runtime, String id, @Nullable String podUid) {}
