package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;

/** {@code user}, {@code group}, {@code uid}, {@code gid} in HAProxy's configuration: the kernel doesn't trust a process that changed its user. */
public final class DumpableAfterUserChange extends ProcessCheck {

    @Override
    public CheckResult of(Patient patient) {
        var who = patient.who();
        return switch (patient.dump().dumpable()) {
            case YES -> pass("/proc/%d is its user's: dumpable".formatted(who.pid()));
            case UNSEEN -> pass("it is root's, and didn't change its user");
            case NO -> notDumpable(patient);
        };
    }

    private CheckResult notDumpable(Patient patient) {
        if (patient.program().isPrivileged()) {
            return pass("not dumpable, which privileged-executable explains");
        }
        var saw = "/proc/%d is root's and not user %s's: not dumpable"
                .formatted(
                        patient.who().pid(),
                        Integer.toUnsignedString(patient.who().rights().uid()));
        var mend = "'set-dumpable' in the global section of HAProxy's configuration and a restart; or start HAProxy as"
                + " that user, without user, group, uid and gid";
        return patient.isDropped()
                ? lost(saw, "the kernel drops its core, wherever core_pattern leads", mend)
                : warn(
                        saw + ", and fs.suid_dumpable is 2",
                        "its core is root's, if that setting is older than the process",
                        mend);
    }
}
