package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** {@code chroot} in HAProxy's configuration: every path is looked up in the jail. */
public final class Chroot extends FileCheck {

    @Override
    CheckResult of(Patient patient, Place place) {
        var who = patient.who();
        if (who.root() == null && !patient.isDumpedAsRoot()) {
            return unseen("its root directory can't be looked at from here", AS_ROOT);
        }
        if (!who.isChrooted()) {
            return pass("no jail");
        }
        if (patient.isDumpedAsRoot()) {
            return pass("root's core goes to the host's directory, whatever the jail");
        }
        int uid = who.rights().uid();
        return judge(place, "in the jail %s, ".formatted(who.root()), uid, mend(patient, place, uid));
    }

    private static String mend(Patient patient, Place place, int uid) {
        return "without 'chroot' in HAProxy's configuration, or a directory in the jail: install -d -o %s %s%s"
                .formatted(Integer.toUnsignedString(uid), patient.who().root(), place.directory());
    }
}
