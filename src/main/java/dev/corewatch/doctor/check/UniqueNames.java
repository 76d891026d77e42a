package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;
import dev.corewatch.doctor.facts.Place.SameName;

/** A core of the same name: the last one stays, or the first one where it may not be removed. Every container has its own pid 1. */
public final class UniqueNames extends FileCheck {

    private static final String MEND = "sysctl -w kernel.core_pattern=DIRECTORY/core.%e.%P.%h.%t";

    @Override
    CheckResult of(Patient patient, Place place) {
        var pattern = patient.node().pattern();
        if (place.sameName() == SameName.STAYS) {
            return lost(
                    place.core()
                            + " is there already, and user %s can't remove it"
                                    .formatted(Integer.toUnsignedString(
                                            patient.who().rights().uid())),
                    "the kernel makes no second file of that name: the core is lost",
                    "remove it; " + MEND);
        }
        if (pattern == null || pattern.has("PIt")) {
            return pass("the name has the host's pid or the time in it");
        }
        return warn(
                "the name is %s, without the host's pid or the time".formatted(place.name()),
                "a core replaces the last one of that name",
                MEND);
    }
}
