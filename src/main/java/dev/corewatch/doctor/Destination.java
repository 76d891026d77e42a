package dev.corewatch.doctor;

import dev.corewatch.doctor.facts.Patient;
import org.jspecify.annotations.Nullable;

/** Where the core of a process would go. */
final class Destination {

    private Destination() {}

    /** The file's, the program's or the socket's path; absent when there is none. */
    static @Nullable String of(Patient patient) {
        var place = patient.place();
        if (place != null) {
            return place.core();
        }
        var pattern = patient.node().pattern();
        return pattern == null || pattern.isFile() ? null : pattern.server();
    }

    static String words(Patient patient) {
        var pattern = patient.node().pattern();
        var place = patient.place();
        if (place != null) {
            return "its core would be written to " + place.core() + inside(patient);
        }
        if (pattern == null || pattern.isFile()) {
            return "nothing is known of its core";
        }
        return pattern.isCorewatchs()
                ? "corewatch's agent would take its core"
                : "its core would be given to %s on the host".formatted(pattern.server());
    }

    private static String inside(Patient patient) {
        if (patient.isDumpedAsRoot()) {
            return " on the host, as root's";
        }
        if (patient.who().isChrooted()) {
            return " in its jail " + patient.who().root();
        }
        return patient.who().contained() ? " in its container" : "";
    }
}
