package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;

/** kernel.core_sort_vma (Linux 6.14): small mappings first, so that a core that is cut has its stacks. */
public final class CoreSortVma extends NodeCheck {

    @Override
    public CheckResult of(Node node) {
        var sort = node.sortVma();
        if (sort == null) {
            return pass("this kernel has none (Linux 6.14 and later)");
        }
        return sort == 1
                ? pass("1: a core that is cut has its stacks")
                : warn("0", "a core that is cut may lack its stacks", "sysctl -w kernel.core_sort_vma=1");
    }
}
