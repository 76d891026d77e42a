package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** {@code fs.suid_dumpable=2}: what isn't dumpable is dumped as root, but only to an absolute path or a pipe. */
public final class SuidDumpableRelative extends FileCheck {

    @Override
    CheckResult of(Patient patient, Place place) {
        var pattern = patient.node().pattern();
        if (!patient.isDumpedAsRoot()) {
            return pass("it isn't dumped as root");
        }
        return pattern != null && pattern.isRelative()
                ? lost(
                        "fs.suid_dumpable is 2, it isn't dumpable, and core_pattern '%s' is relative"
                                .formatted(pattern.text()),
                        "the kernel refuses to write root's file there: the core is lost",
                        "'set-dumpable' in HAProxy's global section; " + VOLUME)
                : pass("core_pattern is an absolute path");
    }
}
