package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** Room for the core, and an inode for its file. That a core is cut the kernel doesn't say: it says "core dumped". */
public final class DiskSpace extends FileCheck {

    @Override
    CheckResult of(Patient patient, Place place) {
        var mount = place.mount();
        if (mount == null) {
            return absent("no file system to look at");
        }
        var mend = "free space there, a larger volume, or a larger sizeLimit";
        if (mount.files() > 0 && mount.freeFiles() == 0) {
            return lost(place.directory() + " has no inode left", "the kernel can't make the file", mend);
        }
        var saw = "%s free in %s, and its memory is %s"
                .formatted(
                        Words.bytes(mount.free()),
                        place.directory(),
                        Words.bytes(patient.dump().bytes()));
        return mount.free() < patient.dump().bytes()
                ? cut(saw, "the core is cut, though the kernel says it was dumped", mend)
                : pass(saw);
    }
}
