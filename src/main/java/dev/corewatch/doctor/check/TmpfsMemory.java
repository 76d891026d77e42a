package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** A tmpfs is memory, charged to the container that writes it: the dump itself may run out of it. */
public final class TmpfsMemory extends FileCheck {

    @Override
    CheckResult of(Patient patient, Place place) {
        var mount = place.mount();
        if (mount == null || !mount.isMemory()) {
            return pass(mount == null ? "no file system to look at" : place.directory() + " is no tmpfs");
        }
        var left = place.memoryLeft();
        if (left == null) {
            return pass(place.directory() + " is a tmpfs, and nothing limits the memory");
        }
        var saw = "%s is a tmpfs, %s are left of its cgroup's memory, and its own is %s"
                .formatted(
                        place.directory(),
                        Words.bytes(left),
                        Words.bytes(patient.dump().bytes()));
        var mend = "a volume on disk at %s: an emptyDir without medium: Memory".formatted(place.directory());
        return left < patient.dump().bytes()
                ? cut(saw, "the dump runs out of memory: the process is killed (signal 9) with half a core", mend)
                : warn(saw, "the core takes memory that its container lacks then", mend);
    }
}
