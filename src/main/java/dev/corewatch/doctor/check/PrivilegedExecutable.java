package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Dump.Dumpable;
import dev.corewatch.doctor.facts.Patient;

/** File capabilities, a setuid or setgid bit, or a program that its user may not read. */
public final class PrivilegedExecutable extends ProcessCheck {

    @Override
    public CheckResult of(Patient patient) {
        var program = patient.program();
        if (program.path() == null) {
            return patient.dump().dumpable() == Dumpable.YES
                    ? pass("dumpable, whatever its executable is")
                    : absent("its executable can't be looked at from here");
        }
        var saw = program.path() + ": " + (program.isPrivileged() ? program.privilege() : "no privilege");
        if (!program.isPrivileged() || patient.dump().dumpable() != Dumpable.NO) {
            return pass(program.isPrivileged() ? saw + ", and dumpable nevertheless" : saw);
        }
        var mend = "'set-dumpable' in the global section of HAProxy's configuration and a restart; or: "
                + without(patient);
        return patient.isDropped()
                ? lost(saw, "the kernel drops its core, wherever core_pattern leads", mend)
                : warn(saw + ", and fs.suid_dumpable is 2", "its core is root's", mend);
    }

    private static String without(Patient patient) {
        var program = patient.program();
        return switch (program.privilege()) {
            case "unreadable" -> "chmod a+r " + program.path();
            case "file capabilities" -> "setcap -r " + program.path();
            default -> "chmod ug-s " + program.path();
        };
    }
}
