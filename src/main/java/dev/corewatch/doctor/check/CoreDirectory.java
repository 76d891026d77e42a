package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** The directory of an absolute pattern, in the mounts and with the rights of the process. */
public final class CoreDirectory extends FileCheck {

    @Override
    CheckResult of(Patient patient, Place place) {
        var pattern = patient.node().pattern();
        if (pattern != null && pattern.isRelative()) {
            return pass("core_pattern is relative: relative-pattern has the say");
        }
        if (patient.isDumpedAsRoot()) {
            return judge(place, "on the host, ", 0, "install -d -m 700 " + place.directory());
        }
        if (patient.who().isChrooted()) {
            return pass("chroot has the say");
        }
        int uid = patient.who().rights().uid();
        return judge(
                place,
                patient.who().contained() ? "in its container, " : "",
                uid,
                "a volume at %1$s that user %2$s may write to (Kubernetes: an emptyDir, with fsGroup); on a host: install -d -o %2$s %1$s"
                        .formatted(place.directory(), Integer.toUnsignedString(uid)));
    }
}
