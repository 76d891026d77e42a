package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.CorePattern.Kind;
import dev.corewatch.doctor.facts.Dump;
import dev.corewatch.doctor.facts.Patient;

/** RLIMIT_CORE, the soft one: files obey it; a pipe only where it is 1, and a socket never. */
public final class CoreLimit extends ProcessCheck {

    /** ELF_EXEC_PAGESIZE: below it the kernel doesn't begin. */
    private static final long LEAST = 4096;

    @Override
    public CheckResult of(Patient patient) {
        var dump = patient.dump();
        var pattern = patient.node().pattern();
        var saw = "RLIMIT_CORE is %s, at most %s"
                .formatted(Words.bytes(dump.coreLimit()), Words.bytes(dump.hardCoreLimit()));
        if (pattern == null || pattern.kind() == Kind.SOCKET) {
            return pass(saw + "; nothing here obeys it");
        }
        if (pattern.kind() == Kind.PIPE) {
            return dump.coreLimit() == 1
                    ? lost(saw, "1 is how the kernel knows its own helper: it runs no other for it", mend(patient))
                    : pass(saw + "; a pipe doesn't obey it");
        }
        if (dump.coreLimit() < LEAST) {
            return lost(saw, "the kernel writes no core", mend(patient));
        }
        return dump.coreLimit() < dump.bytes()
                ? cut(
                        saw + ", and its memory is " + Words.bytes(dump.bytes()),
                        "the core is cut there, and frames may be missing",
                        mend(patient))
                : pass(saw);
    }

    private static String mend(Patient patient) {
        var now = "now: prlimit --core=unlimited:unlimited --pid %d; for good: "
                .formatted(patient.who().pid());
        return patient.dump().hardCoreLimit() == Dump.UNLIMITED
                ? now + "'set-dumpable' in HAProxy's global section raises it"
                : now
                        + "docker run --ulimit core=-1, systemd's LimitCORE=infinity; in Kubernetes LimitCORE=infinity for"
                        + " containerd.service";
    }
}
