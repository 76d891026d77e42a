package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;

/** Ubuntu's handler gives a container's core to the container's own apport, and drops it when there is none. */
public final class ApportInContainer extends ProcessCheck {

    @Override
    public CheckResult of(Patient patient) {
        var pattern = patient.node().pattern();
        if (pattern == null || pattern.isFile() || !pattern.program().equals("apport")) {
            return pass("core_pattern isn't apport's");
        }
        if (!patient.who().contained()) {
            return warn(
                    "core_pattern is apport's",
                    "it keeps reports (/var/crash) of programs that came as a package, and little else",
                    "corewatch agent, or " + FileCheck.VOLUME);
        }
        return patient.who().apport()
                ? pass("its container has an apport of its own")
                : lost(
                        "core_pattern is apport's, and its container has no /run/apport.socket",
                        "apport says \"crashed in a container without apport support\" and drops the core",
                        "corewatch agent, or " + FileCheck.VOLUME);
    }
}
