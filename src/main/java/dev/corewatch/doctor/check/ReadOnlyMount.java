package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** A read-only root file system, or volume. */
public final class ReadOnlyMount extends FileCheck {

    @Override
    CheckResult of(Patient patient, Place place) {
        var mount = place.mount();
        if (mount == null) {
            return absent("no mount to look at");
        }
        return mount.readOnly()
                ? lost(
                        place.directory() + " is on a read-only mount",
                        "the kernel can't make the file, and the core is lost",
                        "a writable volume at " + place.directory())
                : pass(place.directory() + " is on a writable mount");
    }
}
