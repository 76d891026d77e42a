package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Dump;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** RLIMIT_FSIZE holds for cores as well (core(5)). */
public final class FileSizeLimit extends FileCheck {

    @Override
    CheckResult of(Patient patient, Place place) {
        var dump = patient.dump();
        var saw = "RLIMIT_FSIZE is " + Words.bytes(dump.fileLimit());
        return dump.fileLimit() == Dump.UNLIMITED || dump.fileLimit() > dump.bytes()
                ? pass(saw)
                : cut(
                        saw + ", and its memory is " + Words.bytes(dump.bytes()),
                        "the core ends there",
                        "now: prlimit --fsize=unlimited:unlimited --pid %d; for good: no ulimit -f where it is started"
                                .formatted(patient.who().pid()));
    }
}
