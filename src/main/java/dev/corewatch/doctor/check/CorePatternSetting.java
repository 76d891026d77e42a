package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;
import dev.corewatch.doctor.facts.Sandbox;

/** kernel.core_pattern: where this node's cores go at all. */
public final class CorePatternSetting extends NodeCheck {

    @Override
    public CheckResult of(Node node) {
        var pattern = node.pattern();
        if (pattern == null) {
            return node.sandbox() == Sandbox.GVISOR
                    ? absent("there is no /proc/sys/kernel/core_pattern")
                    : unseen("/proc/sys/kernel/core_pattern can't be read", FileCheck.AS_ROOT);
        }
        if (pattern.text().isEmpty()) {
            return empty(node);
        }
        var saw = "a %s: %s".formatted(Words.of(pattern.kind()), pattern.text());
        return pattern.isRelative() ? relative(saw) : pass(saw);
    }

    private CheckResult relative(String saw) {
        return warn(saw, "each core goes to wherever its process works", FileCheck.VOLUME);
    }

    private CheckResult empty(Node node) {
        return Integer.valueOf(1).equals(node.usesPid())
                ? relative("it is empty, and core_uses_pid is 1")
                : lost("it is empty", "the kernel writes no cores", FileCheck.VOLUME);
    }
}
