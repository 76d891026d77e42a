package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;

/** gVisor, Kata, Fargate: the kernel that a process dies on is not the node's, or nobody may set it up. */
public final class SandboxedKernel extends NodeCheck {

    @Override
    public CheckResult of(Node node) {
        return switch (node.sandbox()) {
            case NONE -> pass("the kernel is no known sandbox's");
            case GVISOR ->
                lost(
                        "this is gVisor's kernel",
                        "it writes no cores",
                        "another runtimeClassName for HAProxy; until then HAProxy's own words: corewatch analyze --log");
            case KATA ->
                warn(
                        "this kernel is a Kata virtual machine's own",
                        "the node's settings don't count here, and an agent on the node sees no crash",
                        "in the Pod's annotation io.katacontainers.config.hypervisor.kernel_params:"
                                + " sysctl.kernel.core_pattern=/cores/core.%e.%p.%h.%t");
            case FARGATE ->
                warn(
                        "this is a task on AWS Fargate",
                        "core_pattern can't be set here, and no agent can run",
                        "HAProxy on EC2 nodes, or a sidecar where the pattern below writes into a shared volume");
        };
    }
}
