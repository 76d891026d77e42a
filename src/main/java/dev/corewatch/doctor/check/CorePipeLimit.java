package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.CorePattern.Kind;
import dev.corewatch.doctor.facts.Node;

/** kernel.core_pipe_limit: how many helpers run at a time; beyond them the kernel skips the core. With 0 it doesn't wait for any. */
public final class CorePipeLimit extends NodeCheck {

    private static final String MEND = "sysctl -w kernel.core_pipe_limit=";

    @Override
    public CheckResult of(Node node) {
        var pattern = node.pattern();
        var limit = node.pipeLimit();
        if (pattern == null || limit == null || pattern.kind() != Kind.PIPE) {
            return pass("%s; only pipes obey it".formatted(limit == null ? "none" : limit));
        }
        if (limit == 0) {
            return warn(
                    "0", "the kernel doesn't wait for the helper: /proc/PID may be gone before it looks", MEND + 16);
        }
        return node.dumping() >= limit
                ? lost(
                        "%d, and %d processes are being dumped".formatted(limit, node.dumping()),
                        "the kernel skips the next core (\"over core_pipe_limit\")",
                        MEND + 4 * limit + "; and see why the helpers hang")
                : pass("%d, and %d processes are being dumped".formatted(limit, node.dumping()));
    }
}
