package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.CorePattern;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** A pattern without a leading slash: the core goes to wherever the process works. */
public final class RelativePattern extends FileCheck {

    @Override
    CheckResult of(Patient patient, Place place) {
        var pattern = patient.node().pattern();
        if (pattern == null || !pattern.isRelative()) {
            return pass("core_pattern is an absolute path");
        }
        if (patient.isDumpedAsRoot()) {
            return pass("suid-dumpable-relative has the say");
        }
        if (patient.who().isChrooted()) {
            return pass("chroot has the say");
        }
        var judged =
                judge(place, "its working directory ", patient.who().rights().uid(), VOLUME);
        return place.isUsable()
                ? warn(saw(pattern, place), "the core goes there, and with a container it goes away", VOLUME)
                : judged;
    }

    private static String saw(CorePattern pattern, Place place) {
        return "core_pattern is '%s', looked up in its working directory %s"
                .formatted(pattern.text(), place.directory());
    }
}
