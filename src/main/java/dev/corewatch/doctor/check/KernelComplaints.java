package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;
import java.util.List;

/** What the kernel's log says of cores that were lost since boot. */
public final class KernelComplaints extends NodeCheck {

    private final List<String> lines;

    /**
     * By those lines.
     *
     * @param lines of the kernel's log that speak of lost cores, the last ones last
     */
    public KernelComplaints(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    @Override
    public CheckResult of(Node node) {
        return lines.isEmpty()
                ? pass("the kernel's log tells of no core that was lost")
                : warn(
                        "%s (the last of %d such lines)".formatted(lines.getLast(), lines.size()),
                        "a core was lost before, for the reason that it says",
                        "dmesg | grep -i core");
    }
}
