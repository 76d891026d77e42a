package dev.corewatch.doctor.facts;

/** A kernel that is not the node's. */
public enum Sandbox {
    NONE,
    /** A kernel of its own in user space, which writes no cores. */
    GVISOR,
    /** A virtual machine per Pod, with a Linux of its own. */
    KATA,
    /** A virtual machine per task, whose settings are the provider's. */
    FARGATE
}
