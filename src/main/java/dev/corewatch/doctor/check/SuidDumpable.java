package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;

/** fs.suid_dumpable: what becomes of a process that changed its user without set-dumpable. */
public final class SuidDumpable extends NodeCheck {

    @Override
    public CheckResult of(Node node) {
        return switch (node.suidDumpable()) {
            case 0 -> pass("0: a HAProxy that changes its user needs set-dumpable");
            case 2 -> pass("2: what isn't dumpable is dumped as root, to an absolute path, a pipe or a socket");
            default ->
                warn(
                        String.valueOf(node.suidDumpable()),
                        "cores of setuid programs become their users', secrets included (proc(5): insecure)",
                        "sysctl -w fs.suid_dumpable=0, and set-dumpable for HAProxy");
        };
    }
}
