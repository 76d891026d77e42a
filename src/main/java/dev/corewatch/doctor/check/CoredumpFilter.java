package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;

/** Which memory the kernel leaves out of a core, in every mode (core(5)). */
public final class CoredumpFilter extends ProcessCheck {

    private static final int ANONYMOUS = 1;
    private static final int ELF_HEADERS = 1 << 4;

    @Override
    public CheckResult of(Patient patient) {
        int filter = patient.dump().filter();
        if (filter < 0) {
            return absent("coredump_filter can't be read");
        }
        var saw = "coredump_filter is 0x%x".formatted(filter);
        var mend =
                "now: echo 0x33 > /proc/%d/coredump_filter; for good: where HAProxy is started, which it inherits from"
                        .formatted(patient.who().pid());
        if ((filter & ANONYMOUS) == 0) {
            return cut(saw + ": private memory is left out", "the core has no stacks: one frame at most", mend);
        }
        return (filter & ELF_HEADERS) == 0
                ? warn(saw + ": ELF headers are left out", "no build-ids: nothing proves which libraries it had", mend)
                : pass(saw);
    }
}
