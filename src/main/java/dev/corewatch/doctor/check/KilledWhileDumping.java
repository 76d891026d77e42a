package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;

/** A long dump: who stops the container meanwhile kills it. What the orchestrator's grace period is can't be seen from a host. */
public final class KilledWhileDumping extends FileCheck {

    /** Bytes a second, to a file on disk. */
    private static final long PACE = 900 << 20;

    private static final long LONG = 5;

    @Override
    CheckResult of(Patient patient, Place place) {
        long seconds = Math.ceilDiv(patient.dump().bytes(), PACE);
        var saw = "its memory is %s: a dump of about %d s"
                .formatted(Words.bytes(patient.dump().bytes()), seconds);
        return seconds <= LONG
                ? pass(saw)
                : warn(
                        saw,
                        "clients hang so long, and a stop within it cuts the core",
                        "thin cores by corewatch agent; else more grace: terminationGracePeriodSeconds, docker stop --time,"
                                + " TimeoutStopSec above " + 2 * seconds);
    }
}
