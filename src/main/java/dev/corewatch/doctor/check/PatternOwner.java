package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;

/** Whether a corewatch agent has core_pattern. */
public final class PatternOwner extends NodeCheck {

    @Override
    public CheckResult of(Node node) {
        var pattern = node.pattern();
        if (pattern == null) {
            return absent("there is no core_pattern");
        }
        return pattern.isCorewatchs()
                ? pass("core_pattern leads to corewatch's agent")
                : pass("no agent of corewatch's owns core_pattern");
    }
}
